/**
 * What was asked of an outside authority and what it answered: one row for each request, sealed. It is written before the
 * authority is asked and again before its answer is believed, so that whatever dies in between is found again, by whichever
 * process tries next.
 */
import type { ConnectorRefusal } from "../../../domain/order/explanation.ts";
import { type Database, inTransaction } from "../../platform/database.ts";
import type { Sealing } from "../../platform/sealing.ts";
import { Turns } from "../../platform/turns.ts";
import type { EnrollRequest, EnrollResult, KeyContainer } from "../../ports/certification-authority.ts";
import { containerOf, makeKeyAndRequest } from "./own-key.ts";

export type AskedRequest = {
  requestId: string;
  /** Base64 of the DER, as are all binary values. */
  csr: string;
  /** Shown in the container of a key that the portal made. */
  holder: string;
  /** Of a key that the portal made, until its container is there. */
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

type KeptContainer = { pkcs12: string; password: string };

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

/** Longer than the calls of one request may take; whoever waited so long in vain tries again later. */
const WAIT_SECONDS = 120;
const PURPOSE = "asked requests";

/** Where the ledger is kept: the database, and the secret that seals it. */
export type LedgerStore = { db: Database; sealing: Sealing };

export class RequestLedger {
  readonly #store: LedgerStore;
  readonly #authority: string;
  readonly #turns: Turns;

  /** `authority`: whose requests they are; those of another product are others. */
  constructor(store: LedgerStore, authority: string) {
    this.#store = store;
    this.#authority = authority;
    this.#turns = new Turns(store.db, { waitSeconds: WAIT_SECONDS });
  }

  /** One at a time for one request, in any process: whoever comes meanwhile finds what the first one recorded. */
  inTurn<T>(requestId: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(this.#turnOf(requestId), work);
  }

  async find(requestId: string): Promise<AskedRequest | undefined> {
    const row = await this.#store.db
      .selectFrom("asked_request")
      .select("sealed")
      .where("authority", "=", this.#authority)
      .where("request_id", "=", requestId)
      .executeTakeFirst();
    if (!row) return undefined;
    // As this ledger wrote it: whoever could change it has the secret.
    const record = JSON.parse(this.#store.sealing.open(PURPOSE, row.sealed)) as AskedRequest;
    if (record.requestId !== requestId) throw new Error(`the record of ${requestId} is another request's`);
    return record;
  }

  /** Only in the request's turn. */
  async write(record: AskedRequest): Promise<void> {
    const { requestId } = record;
    await inTransaction(this.#store.db, async (trx) => {
      await this.#turns.confirm(trx, this.#turnOf(requestId));
      const sealed = this.#store.sealing.seal(PURPOSE, JSON.stringify(record));
      await trx
        .insertInto("asked_request")
        .values({ authority: this.#authority, request_id: requestId, sealed })
        .onConflict((conflict) => conflict.columns(["authority", "request_id"]).doUpdateSet({ sealed }))
        .execute();
    });
  }

  /** Not yet written. Without a certificate request it has a key pair of its own. */
  make({ requestId, csr, subject }: EnrollRequest): AskedRequest {
    const holder = subject.commonName;
    if (csr) return { requestId, csr: base64(csr), holder };
    const own = makeKeyAndRequest(subject);
    return { requestId, csr: base64(own.csr), holder, privateKey: own.privateKey };
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
    const container = privateKey && kept(privateKey, { certificate, chain, holder: record.holder });
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
      password: container.password,
    };
    return {
      state: "issued",
      certificate: bytes(certificate),
      chain: chain.map(bytes),
      ...(keyContainer ? { keyContainer } : {}),
    };
  }

  #turnOf(requestId: string): string {
    return `${this.#authority} ${requestId}`;
  }
}

function kept(privateKey: string, issued: Parameters<typeof containerOf>[1]): KeptContainer {
  const { pkcs12, password } = containerOf(privateKey, issued);
  return { pkcs12: base64(pkcs12), password };
}
