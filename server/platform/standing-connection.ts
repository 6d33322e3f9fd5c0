/**
 * A connection of its own that is kept for as long as the process lives: asked now and then whether it still answers, since
 * a paused server or a cut cable says nothing, and made again when it does not.
 */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { DatabaseSilentError } from "./database-errors.ts";
import { within } from "./within.ts";

export type Keeping = {
  /** How long it is left alone between two questions, in milliseconds. */
  every: number;
  /** How long the server may take to connect, and to answer, in milliseconds. */
  deadline: number;
  /** How long after a connection that was refused the next is tried, in milliseconds. */
  retryAfter: number;
  /** Readies each new connection. */
  onConnected?(client: pg.Client): Promise<unknown>;
  /** The server was silent beyond the deadline, or could not be connected to; told again at each try. */
  onAway?(error: unknown): void;
};

export class StandingConnection {
  readonly #url: string;
  readonly #keeping: Keeping;
  #client: pg.Client | undefined;
  #running: Promise<void> | undefined;
  #asked: Promise<void> | undefined;
  /** Aborted when the connection is lost, and replaced with the next one. */
  #lost = new AbortController();
  #ended = false;

  private constructor(url: string, keeping: Keeping) {
    this.#url = url;
    this.#keeping = keeping;
  }

  /** Connects; throws when that fails the first time. */
  static async open(url: string, keeping: Keeping): Promise<StandingConnection> {
    const standing = new StandingConnection(url, keeping);
    standing.#client = await standing.#connect();
    standing.#running = standing.#keep();
    return standing;
  }

  /** Whether it stands, as far as is known. */
  get isUp(): boolean {
    return this.#client !== undefined;
  }

  /** Throws unless it stands and answers. */
  check(): Promise<void> {
    // One question at a time: whoever comes meanwhile has its answer.
    this.#asked ??= this.#ask().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  async #ask(): Promise<void> {
    if (!this.#client) throw new DatabaseSilentError();
    await inTime(this.#keeping.deadline, this.#client.query("SELECT 1"));
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#lost.abort();
    await this.#running;
    // A server that is silent says no good-bye either.
    if (this.#client) await within(this.#keeping.deadline / 1000, this.#client.end());
    this.#client = undefined;
  }

  async #keep(): Promise<void> {
    const { every, retryAfter, onAway } = this.#keeping;
    while (!this.#ended) {
      try {
        this.#client ??= await this.#connect();
        await delay(every, undefined, { signal: this.#lost.signal }).catch(() => undefined);
        // One that was closed by the other side is made again at once, and only then known to be away or not.
        if (this.#lost.signal.aborted) this.#drop();
        else await this.check();
      } catch (error) {
        this.#drop();
        if (this.#ended) return;
        onAway?.(error);
        await delay(retryAfter);
      }
    }
  }

  async #connect(): Promise<pg.Client> {
    const { deadline, onConnected } = this.#keeping;
    const lost = new AbortController();
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: deadline,
      keepAlive: true,
    });
    client.on("error", () => lost.abort());
    client.on("end", () => lost.abort());
    try {
      await client.connect();
      if (onConnected) await inTime(deadline, onConnected(client));
    } catch (error) {
      void client.end();
      throw error;
    }
    this.#lost = lost;
    if (this.#ended) lost.abort();
    return client;
  }

  /** Whatever is still asked over it fails. */
  #drop(): void {
    const client = this.#client;
    if (!client || this.#ended) return;
    this.#client = undefined;
    void client.end();
  }
}

/** What `work` gives, or `DatabaseSilentError` after so many milliseconds. */
async function inTime<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = delay(milliseconds, undefined, { signal: over.signal })
    // A process that was busy itself may have the answer, and not have read it yet.
    .then(() => new Promise((resolve) => setImmediate(resolve)))
    .then(() => {
      throw new DatabaseSilentError();
    });
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
