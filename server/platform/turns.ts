/**
 * One at a time, across processes: who is at something holds a row of the database until a moment that it moves on while it
 * works. A neighbour may take a minute to answer: no transaction and no connection is held meanwhile, and the turn of a
 * process that died is over by itself.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as passed } from "node:timers/promises";
import { sql } from "kysely";
import type { Database, Transaction } from "./database.ts";

/** For how long a turn is taken, from the last time that its holder said so. */
const LEASE = sql`interval '30 seconds'`;
const RENEWED_EVERY_MS = 10_000;
/** How often a process looks whether another one's turn is over: soon at first, then less often. */
const FIRST_LOOK_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** Another process is at it, for longer than one waits. Nothing was done. */
export class TurnTakenError extends Error {
  override name = "TurnTakenError";
}

/** Whoever holds the turn now is somebody else: this process was out of reach for too long. Nothing was written. */
class TurnLostError extends Error {
  override name = "TurnLostError";
}

export class Turns {
  readonly #db: Database;
  readonly #waitMs: number;
  /** Those of one process wait in the order in which they came, without asking the database. */
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #holders = new Map<string, string>();

  /** `waitSeconds`: how long another process is waited for. */
  constructor(db: Database, { waitSeconds }: { waitSeconds: number }) {
    this.#db = db;
    this.#waitMs = waitSeconds * 1000;
  }

  /** Does `work` after whoever else is at the same name. Throws `TurnTakenError` when that takes too long. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const turn = before.then(() => this.#hold(name, work));
    const over = turn.catch(() => undefined);
    this.#queues.set(name, over);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(name) === over) this.#queues.delete(name);
    }
  }

  /**
   * Within the transaction that writes: throws unless this process still has the turn, and keeps it from passing to another
   * one until the transaction ends. What a process writes that stood still for a minute can so undo nothing.
   */
  async confirm(trx: Transaction, name: string): Promise<void> {
    const held = await trx
      .selectFrom("turn")
      .select("name")
      .where("name", "=", name)
      .where("holder", "=", this.#holders.get(name) ?? null)
      .forUpdate()
      .executeTakeFirst();
    if (!held) throw new TurnLostError(`no longer in turn: ${name}`);
  }

  async #hold<T>(name: string, work: () => Promise<T>): Promise<T> {
    const holder = randomUUID();
    await this.#await(name, holder);
    this.#holders.set(name, holder);
    // One that fails is made good by the next; where all fail the turn passes, and nothing more is written.
    const renewing = setInterval(
      () => void this.#renew(name, holder).catch(() => undefined),
      RENEWED_EVERY_MS,
    );
    try {
      return await work();
    } finally {
      clearInterval(renewing);
      this.#holders.delete(name);
      // What could not be given back is over by itself.
      await this.#giveBack(name, holder).catch(() => undefined);
    }
  }

  async #await(name: string, holder: string): Promise<void> {
    let waited = 0;
    for (let pause = FIRST_LOOK_MS; !(await this.#take(name, holder)); ) {
      if (waited >= this.#waitMs) throw new TurnTakenError(`another process is at it: ${name}`);
      await passed(pause);
      waited += pause;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** One conditional statement, on the database's own time. */
  async #take(name: string, holder: string): Promise<boolean> {
    const until = sql<Date>`now() + ${LEASE}`;
    const taken = await this.#db
      .insertInto("turn")
      .values({ name, holder, until })
      .onConflict((conflict) =>
        conflict.column("name").doUpdateSet({ holder, until }).where("turn.until", "<=", sql<Date>`now()`),
      )
      .returning("name")
      .executeTakeFirst();
    return taken !== undefined;
  }

  async #renew(name: string, holder: string): Promise<void> {
    await this.#db
      .updateTable("turn")
      .set({ until: sql`now() + ${LEASE}` })
      .where("name", "=", name)
      .where("holder", "=", holder)
      .execute();
  }

  async #giveBack(name: string, holder: string): Promise<void> {
    await this.#db.deleteFrom("turn").where("name", "=", name).where("holder", "=", holder).execute();
  }
}
