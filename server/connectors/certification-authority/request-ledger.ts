/**
 * What was asked of an outside authority and what it answered: one durable file for each request. It is written before
 * the authority is asked and again before its answer is believed, so that whatever dies in between is found again.
 */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ConnectorRefusal } from "../../../domain/order/explanation.ts";
import { readIfPresent, writeDurably } from "../../platform/durable-file.ts";
import { seal, unseal } from "../../platform/sealed-text.ts";
import { randomToken, sha256 } from "../../platform/secrets.ts";
import type { EnrollRequest, EnrollResult, KeyContainer } from "../../ports/certification-authority.ts";
import { containerOf, makeKeyAndRequest } from "./own-key.ts";

export type AskedRequest = {
  requestId: string;
  /** Base64 of the DER, as are all binary values. */
  csr: string;
  /** Shown in the container of a key that the portal made. */
  holder: string;
  /** Of a key that the portal made, until its container is there; sealed. */
  privateKey?: string;
  /** With which the authority knows the request again, where it wants one. */
  password?: string;
  /** When it was sent and no answer has come since. */
  sentAt?: string;
  /** The authority wants a person's approval, under this number, or under one that it did not tell. */
  approval?: number | "untold";
  outcome?:
    | { state: "issued"; certificate: string; chain: string[]; container?: KeptContainer }
    | { state: "rejected"; reason: string | ConnectorRefusal };
};

/** `password` is sealed. */
type KeptContainer = { pkcs12: string; password: string };

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

export class RequestLedger {
  readonly #folder: string;
  readonly #secret: string;
  readonly #turns = new Map<string, Promise<unknown>>();

  private constructor(folder: string, secret: string) {
    this.#folder = folder;
    this.#secret = secret;
  }

  /** `folder` is made when missing. */
  static async open(folder: string): Promise<RequestLedger> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, "secret");
    const kept = await readIfPresent(path);
    const secret = kept?.toString("ascii") ?? randomToken();
    if (!kept) await writeDurably(path, secret);
    return new RequestLedger(folder, secret);
  }

  /** One at a time for one request: whoever comes meanwhile finds what the first one recorded. */
  async inTurn<T>(requestId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(requestId) ?? Promise.resolve();
    const turn = before.then(work);
    const over = turn.catch(() => undefined);
    this.#turns.set(requestId, over);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(requestId) === over) this.#turns.delete(requestId);
    }
  }

  async find(requestId: string): Promise<AskedRequest | undefined> {
    const kept = await readIfPresent(this.#pathOf(requestId));
    return kept && (JSON.parse(kept.toString("utf8")) as AskedRequest);
  }

  async write(record: AskedRequest): Promise<void> {
    await writeDurably(this.#pathOf(record.requestId), JSON.stringify(record));
  }

  /** Not yet written. Without a certificate request it has a key pair of its own. */
  make({ requestId, csr, subject }: EnrollRequest): AskedRequest {
    const holder = subject.commonName;
    if (csr) return { requestId, csr: base64(csr), holder };
    const own = makeKeyAndRequest(subject);
    return { requestId, csr: base64(own.csr), holder, privateKey: seal(own.privateKey, this.#secret) };
  }

  async recordRejected(record: AskedRequest, reason: string | ConnectorRefusal): Promise<EnrollResult> {
    const { sentAt: _, privateKey: __, ...rest } = record;
    await this.write({ ...rest, outcome: { state: "rejected", reason } });
    return { state: "rejected", reason };
  }

  /**
   * The private key of a key pair that the portal made leaves the record for its container. Throws `OtherKeyError` when the
   * certificate is not for it.
   */
  async recordIssued(
    record: AskedRequest,
    certificate: Uint8Array,
    chain: Uint8Array[],
  ): Promise<EnrollResult> {
    const { sentAt: _, privateKey, ...rest } = record;
    const container = privateKey && this.#keep(privateKey, { certificate, chain, holder: record.holder });
    const issued: AskedRequest = {
      ...rest,
      outcome: {
        state: "issued",
        certificate: base64(certificate),
        chain: chain.map(base64),
        ...(container ? { container } : {}),
      },
    };
    await this.write(issued);
    return this.resultOf(issued) ?? { state: "pending" };
  }

  /** What is known of a request without asking the authority. */
  resultOf({ outcome }: AskedRequest): EnrollResult | undefined {
    if (outcome?.state !== "issued") return outcome;
    const { certificate, chain, container } = outcome;
    const keyContainer: KeyContainer | undefined = container && {
      pkcs12: bytes(container.pkcs12),
      password: unseal(container.password, this.#secret),
    };
    return {
      state: "issued",
      certificate: bytes(certificate),
      chain: chain.map(bytes),
      ...(keyContainer ? { keyContainer } : {}),
    };
  }

  #keep(sealedKey: string, issued: Parameters<typeof containerOf>[1]): KeptContainer {
    const { pkcs12, password } = containerOf(unseal(sealedKey, this.#secret), issued);
    return { pkcs12: base64(pkcs12), password: seal(password, this.#secret) };
  }

  #pathOf(requestId: string): string {
    return join(this.#folder, `${sha256(requestId)}.json`);
  }
}
