/** Keeps the current revocation list of one CA, and makes the next when something was revoked or it gets old. */
import { join } from "node:path";
import type { Clock } from "../../server/platform/clock.ts";
import { readIfPresent, writeDurably } from "../../server/platform/durable-file.ts";
import type { Revocation } from "./issuance-ledger.ts";

const DAY = 24 * 60 * 60 * 1000;
/** A list is replaced after a day and believed for a week: a portal that was off for days still starts. */
const REFRESHED_AFTER = DAY;
const VALID_FOR = 7 * DAY;

type Signer = (list: {
  number: number;
  thisUpdate: Date;
  nextUpdate: Date;
  revocations: Revocation[];
}) => Promise<Buffer>;

export class RevocationPublisher {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #revocations: () => Revocation[];
  readonly #sign: Signer;
  #current: { list: Buffer; at: number; entries: number } | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** The last number used is kept in `<name>-crl-number` of the folder: numbers only grow (RFC 5280 §5.2.3). */
  constructor(folder: string, name: string, clock: Clock, revocations: () => Revocation[], sign: Signer) {
    this.#path = join(folder, `${name}-crl-number`);
    this.#clock = clock;
    this.#revocations = revocations;
    this.#sign = sign;
  }

  /** The current list, DER. Callers wait for one another, so that two lists never share a number. */
  list(): Promise<Buffer> {
    const next = this.#last.then(() => this.#fresh());
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #fresh(): Promise<Buffer> {
    const now = this.#clock.now().getTime();
    const revocations = this.#revocations();
    const { list, at = 0, entries = -1 } = this.#current ?? {};
    // A clock set back would make the list one of the future: it is made again.
    if (list && entries === revocations.length && now >= at && now < at + REFRESHED_AFTER) return list;
    const made = await this.#make(now, revocations);
    this.#current = { list: made, at: now, entries: revocations.length };
    return made;
  }

  async #make(now: number, revocations: Revocation[]): Promise<Buffer> {
    const number = Number((await readIfPresent(this.#path)) ?? 0) + 1;
    await writeDurably(this.#path, String(number));
    return this.#sign({
      number,
      thisUpdate: new Date(now),
      nextUpdate: new Date(now + VALID_FOR),
      revocations,
    });
  }
}
