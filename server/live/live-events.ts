/**
 * Passes on to open pages which orders changed, and on which somebody came or went: each server process listens to
 * PostgreSQL once and tells its own pages, within their perimeter.
 */
import { isWithin, type Perimeter } from "../../domain/access/perimeter.ts";
import { NOTICE_CHANNEL, type OrderNotice, orderNoticeSchema } from "../order/order-notices.ts";
import type { Logger } from "../platform/log.ts";
import { StandingConnection } from "../platform/standing-connection.ts";

/** In milliseconds. */
const LISTENING = { every: 5000, deadline: 5000, retryAfter: 1000 };

export type LiveEvent = Pick<OrderNotice, "kind" | "number">;

export type LiveListener = {
  hear(event: LiveEvent): void;
  /** For a while nothing was heard, of whatever order. */
  missed(): void;
};

export type LiveEvents = {
  /** Tells the listener what happens to each order of the perimeter; gives what ends it. */
  subscribe(perimeter: Perimeter, listener: LiveListener): () => void;
  /** Throws unless it listens, on a connection that answers. */
  check(): Promise<void>;
  close(): Promise<void>;
};

/** Listens on a connection of its own, and connects again when it is lost, silently or not. */
export async function startLiveEvents(databaseUrl: string, log: Logger): Promise<LiveEvents> {
  const listeners = new Map<LiveListener, Perimeter>();
  let hasListened = false;
  let isAway = false;

  function pass(payload: string | undefined): void {
    const notice = orderNoticeSchema.safeParse(JSON.parse(payload ?? "null"));
    if (!notice.success) return;
    for (const [listener, perimeter] of listeners)
      if (isWithin(perimeter, notice.data)) listener.hear(notice.data);
  }

  const connection = await StandingConnection.open(databaseUrl, {
    ...LISTENING,
    async onConnected(client) {
      client.on("notification", ({ payload }) => pass(payload));
      await client.query(`LISTEN ${NOTICE_CHANNEL}`);
      if (hasListened) for (const listener of listeners.keys()) listener.missed();
      hasListened = true;
      isAway = false;
    },
    onAway(error) {
      // Tried every second, told once.
      if (!isAway) log.warn({ err: error }, "live events: connecting again");
      isAway = true;
    },
  });
  return {
    subscribe(perimeter, listener) {
      listeners.set(listener, perimeter);
      return () => listeners.delete(listener);
    },
    check: () => connection.check(),
    close: () => connection.end(),
  };
}
