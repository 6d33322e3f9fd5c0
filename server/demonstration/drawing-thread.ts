/** The thread on which pieces are drawn. */
import { parentPort } from "node:worker_threads";
import type { IntakeOrder } from "../../domain/intake/intake-api.ts";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { type Specimen, specimenFor } from "../../neighbours/order-portal/specimens/specimen.ts";

export type Drawing = { id: number; kinds: SupportingDocumentKind[]; intake: IntakeOrder; at: Date };
export type Drawn = { id: number } & ({ specimens: Specimen[] } | { error: string });

parentPort?.on("message", async ({ id, kinds, intake, at }: Drawing) => {
  parentPort?.postMessage(
    await drawn(id, () => Promise.all(kinds.map((kind) => specimenFor(kind, intake, at)))),
  );
});

async function drawn(id: number, draw: () => Promise<Specimen[]>): Promise<Drawn> {
  try {
    return { id, specimens: await draw() };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
