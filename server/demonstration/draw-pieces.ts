/** Draws the pieces of the demonstration on a thread of their own, beside the portal that lives through it. */
import { Worker } from "node:worker_threads";
import { mandatoryPieces, type SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import type { DemonstrationOrder } from "../../neighbours/order-portal/demonstration/orders.ts";
import type { Specimen } from "../../neighbours/order-portal/specimens/specimen.ts";
import type { Drawing, Drawn } from "./drawing-thread.ts";

export type DrawnPieces = { kind: SupportingDocumentKind; specimen: Specimen }[];

export class PieceDrawer {
  readonly #thread = new Worker(new URL("./drawing-thread.ts", import.meta.url));
  readonly #asked = new Map<number, PromiseWithResolvers<Specimen[]>>();
  #last = 0;

  constructor() {
    this.#thread.on("message", ({ id, ...drawn }: Drawn) => {
      const asked = this.#asked.get(id);
      this.#asked.delete(id);
      if ("specimens" in drawn) asked?.resolve(drawn.specimens);
      else asked?.reject(new Error(drawn.error));
    });
    this.#thread.on("error", (error) => this.#giveUp(error));
    this.#thread.on("exit", () => this.#giveUp(new Error("the thread that draws has ended")));
  }

  /** The pieces that the subscriber of an order uploads at `at`. */
  async draw({ reach, intake }: DemonstrationOrder, at: Date): Promise<DrawnPieces> {
    const kinds = mandatoryPieces(intake.information).filter(
      (kind) => reach !== "withPieces" || kind !== "paymentProof",
    );
    const id = ++this.#last;
    const asked = Promise.withResolvers<Specimen[]>();
    // Who asked ahead of time may never come for it.
    asked.promise.catch(() => undefined);
    this.#asked.set(id, asked);
    this.#thread.postMessage({ id, kinds, intake, at } satisfies Drawing);
    const specimens = await asked.promise;
    return kinds.flatMap((kind, index) => {
      const specimen = specimens[index];
      return specimen ? [{ kind, specimen }] : [];
    });
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #giveUp(error: Error): void {
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
  }
}
