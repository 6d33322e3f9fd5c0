/**
 * What changed, as it changes (LIST-8): server-sent events that name an order and nothing else. The page asks again
 * with its own rights. Nobody hears of an order outside their perimeter.
 */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";

/** The `data` of each event, of type `orderChanged` or `presenceChanged` (COLLAB). */
export const liveEventSchema = z.object({ number: z.int() });

/** The type of the event that says that others may have been missed: the page asks again for what it shows. */
export const NOTICES_MISSED = "noticesMissed";

/**
 * `text/event-stream` (HTML §9.2). A comment every 15 s keeps the connection; after a cut the browser connects again
 * and the page refreshes what it shows, since it may have missed something.
 */
export const liveEvents = endpoint({
  method: "GET",
  path: "/api/events",
  summary: "Server-sent events: which orders of one's perimeter changed, and on which somebody came or went",
});
