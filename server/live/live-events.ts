/**
 * Passes on to open pages which orders changed, and on which somebody came or went: each server process listens to
 * PostgreSQL once and tells its own pages, within their perimeter.
 */
import pg from "pg";
import { isWithin, type Perimeter } from "../../domain/access/perimeter.ts";
import { NOTICE_CHANNEL, type OrderNotice, orderNoticeSchema } from "../order/order-notices.ts";
import type { Logger } from "../platform/log.ts";

const RECONNECT_MS = 1000;

export type LiveEvent = Pick<OrderNotice, "kind" | "number">;

export type LiveEvents = {
  /** Calls `hear` with what happens to each order of the perimeter; gives what ends it. */
  subscribe(perimeter: Perimeter, hear: (event: LiveEvent) => void): () => void;
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
      const notice = orderNoticeSchema.safeParse(JSON.parse(payload ?? "null"));
      if (notice.success) for (const hear of listeners) hear(notice.data);
    });
    connection.on("error", () => {
      if (client !== connection) return;
      client = undefined;
      reconnectLater();
    });
    await connection.connect();
    await connection.query(`LISTEN ${NOTICE_CHANNEL}`);
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
