/**
 * What the authority has issued, refused and revoked, all read once at start into memory. One process at a time may use
 * the folder.
 */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "../../server/platform/durable-file.ts";
import type { RevocationReason } from "../../server/ports/certification-authority.ts";
import { RecordLog } from "./record-log.ts";

export type IssuanceRecord =
  | {
      requestId: string;
      outcome: "issued";
      /** Lower-case hexadecimal. */
      serial: string;
      /** Base64 of the DER, as are the others. */
      certificate: string;
      /** `password` is sealed under the authority's secret. */
      keyContainer?: { pkcs12: string; password: string };
    }
  | { requestId: string; outcome: "rejected"; reason: string };

export type Revocation = { serial: string; at: Date; reason: RevocationReason };

/** Bounded, so that a large folder does not use up the file descriptors of the process. */
const FILES_AT_ONCE = 64;

export class IssuanceLedger {
  readonly #folder: string;
  readonly #log: RecordLog<IssuanceRecord>;
  readonly #records = new Map<string, IssuanceRecord>();
  readonly #serials = new Set<string>();
  readonly #revocations = new Map<string, Revocation>();
  readonly #underWay = new Map<string, Promise<void>>();

  private constructor(folder: string, log: RecordLog<IssuanceRecord>) {
    this.#folder = folder;
    this.#log = log;
  }

  static async open(folder: string): Promise<IssuanceLedger> {
    const { log, records } = await RecordLog.open<IssuanceRecord>(join(folder, "issued.log"));
    const ledger = new IssuanceLedger(folder, log);
    // A folder of before the log holds a file for each record.
    for (const text of await ledger.#read("issued")) ledger.#index(JSON.parse(text) as IssuanceRecord);
    for (const record of records) ledger.#index(record);
    for (const text of await ledger.#read("revoked")) {
      const { at, ...rest } = JSON.parse(text) as Omit<Revocation, "at"> & { at: string };
      ledger.#revocations.set(rest.serial, { ...rest, at: new Date(at) });
    }
    return ledger;
  }

  find(requestId: string): IssuanceRecord | undefined {
    return this.#records.get(requestId);
  }

  hasIssued(serial: string): boolean {
    return this.#serials.has(serial);
  }

  revocationOf(serial: string): Revocation | undefined {
    return this.#revocations.get(serial);
  }

  /** Oldest first. */
  revocations(): Revocation[] {
    return [...this.#revocations.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** Resolves once the record is on the disk; only then may the certificate leave the authority. */
  async record(record: IssuanceRecord): Promise<void> {
    await this.#log.append(record);
    this.#index(record);
  }

  /** The first revocation of a serial stands; those that come meanwhile wait for it to be on the disk. */
  async revoke(revocation: Revocation): Promise<void> {
    const { serial } = revocation;
    if (this.#revocations.has(serial)) return;
    const writing = this.#underWay.get(serial) ?? this.#write(revocation);
    this.#underWay.set(serial, writing);
    await writing.finally(() => this.#underWay.delete(serial));
  }

  async #write(revocation: Revocation): Promise<void> {
    await writeDurably(
      join(this.#folder, "revoked", `${revocation.serial}.json`),
      JSON.stringify(revocation),
    );
    this.#revocations.set(revocation.serial, revocation);
  }

  #index(record: IssuanceRecord): void {
    this.#records.set(record.requestId, record);
    if (record.outcome === "issued") this.#serials.add(record.serial);
  }

  /** Files left aside by a killed process end in `.tmp` and were never answered for. */
  async #read(kind: string): Promise<string[]> {
    const folder = join(this.#folder, kind);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
    const texts: string[] = [];
    for (let start = 0; start < names.length; start += FILES_AT_ONCE) {
      const some = names.slice(start, start + FILES_AT_ONCE);
      texts.push(...(await Promise.all(some.map((name) => readFile(join(folder, name), "utf8")))));
    }
    return texts;
  }
}
