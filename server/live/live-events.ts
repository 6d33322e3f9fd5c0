/**
 * Tells open pages which orders changed. Each operation notifies PostgreSQL in its own transaction, so that nobody hears
 * of what did not happen; each server process listens once and passes on to its own pages, within their perimeter.
 */
import { sql } from "kysely";
import pg from "pg";
import { z } from "zod";
import { isWithin, type Perimeter } from "../../domain/access/perimeter.ts";
import type { Transaction } from "../platform/database.ts";
import type { Logger } from "../platform/log.ts";

const CHANNEL = "portail_live";
const RECONNECT_MS = 1000;

const noticeSchema = z.object({ number: z.int(), registrationAuthority: z.string(), client: z.string() });
export type OrderNotice = z.infer<typeof noticeSchema>;

/** Adds the notice to the transaction: it goes out when, and only if, that commits. */
export async function notifyOrderChanged(trx: Transaction, notice: OrderNotice): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`.execute(trx);
}

export type LiveEvents = {
  /** Calls `hear` with each order of the perimeter that changes; gives what ends it. */
  subscribe(perimeter: Perimeter, hear: (number: number) => void): () => void;
  close(): Promise<void>;
};

/** Listens on a connection of its own, and connects again when it is lost. */
export async function startLiveEvents(databaseUrl: string, log: Logger): Promise<LiveEvents> {
  const listeners = new Set<(notice: OrderNotice) => void>();
  let client: pg.Client | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const connection = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    connection.on("notification", ({ payload }) => {
      const notice = noticeSchema.safeParse(JSON.parse(payload ?? "null"));
      if (notice.success) for (const hear of listeners) hear(notice.data);
    });
    connection.on("error", () => {
      if (client !== connection) return;
      client = undefined;
      reconnectLater();
    });
    await connection.connect();
    await connection.query(`LISTEN ${CHANNEL}`);
    client = connection;
  }

  function reconnectLater(): void {
    if (closed) return;
    setTimeout(() => {
      connect().catch((error: unknown) => {
        log.warn({ err: error }, "live events: connecting again");
        reconnectLater();
      });
    }, RECONNECT_MS).unref();
  }

  await connect();
  return {
    subscribe(perimeter, hear) {
      const listener = (notice: OrderNotice) => {
        if (isWithin(perimeter, notice)) hear(notice.number);
      };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
