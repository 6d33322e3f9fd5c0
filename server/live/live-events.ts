/**
 * Tells open pages which orders changed, and on which somebody came or went. Each operation notifies PostgreSQL in its own transaction, so that nobody hears
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

const noticeSchema = z.object({
  kind: z.enum(["orderChanged", "presenceChanged"]),
  number: z.int(),
  registrationAuthority: z.string(),
  client: z.string(),
});
type Notice = z.infer<typeof noticeSchema>;
/** Which order it is about, and in whose perimeters that is. */
export type OrderNotice = Omit<Notice, "kind">;
export type LiveEvent = Pick<Notice, "kind" | "number">;

/** Adds the notice to the transaction: it goes out when, and only if, that commits. */
export function notifyOrderChanged(trx: Transaction, notice: OrderNotice): Promise<void> {
  return notify(trx, { kind: "orderChanged", ...notice });
}

/** As above, where nothing but the order's number is at hand. */
export async function notifyChangeOf(trx: Transaction, number: number): Promise<void> {
  const place = await trx
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .select(["registration_authority.code as registrationAuthority", "client.code as client"])
    .where("orders.number", "=", number)
    .executeTakeFirstOrThrow();
  await notifyOrderChanged(trx, { number, ...place });
}

/** As above, for who has the order open: not by name, since each page asks with its own rights. */
export function notifyPresenceChanged(trx: Transaction, notice: OrderNotice): Promise<void> {
  return notify(trx, { kind: "presenceChanged", ...notice });
}

async function notify(trx: Transaction, notice: Notice): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`.execute(trx);
}

export type LiveEvents = {
  /** Calls `hear` with what happens to each order of the perimeter; gives what ends it. */
  subscribe(perimeter: Perimeter, hear: (event: LiveEvent) => void): () => void;
  close(): Promise<void>;
};

/** Listens on a connection of its own, and connects again when it is lost. */
export async function startLiveEvents(databaseUrl: string, log: Logger): Promise<LiveEvents> {
  const listeners = new Set<(notice: Notice) => void>();
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
      const listener = (notice: Notice) => {
        if (isWithin(perimeter, notice)) hear(notice);
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
