/**
 * Live events (LIST-8). One connection for the whole browser, however many tabs: over HTTP/1.1 a browser opens six at
 * most, and each tab's own would soon leave none for the API. The tab that gets the lock holds the connection and passes
 * on what it hears; when it closes, the lock goes to another.
 */
import { z } from "zod";
import { liveEventSchema, liveEvents, NOTICES_MISSED } from "../../domain/live/live-api.ts";
import { addressOf } from "./address-of.ts";

/** The types of event that the server sends. */
const EVENTS = ["orderChanged", "presenceChanged"] as const;

const liveMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(EVENTS), number: z.int() }),
  /** The connection stands, perhaps again, or is joined: whatever happened before was not heard. */
  z.object({ kind: z.literal("connected") }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;
type Hear = (message: LiveMessage) => void;

const NAME = "portail-ae.live";
/** The browser gives up after an answer that is not a stream, from a proxy that restarts: then it is tried again. */
const RETRY_AFTER = 5_000;

/** Calls `hear` with every event until the page is left. */
export function listenLive(hear: Hear): void {
  // Without locks (an old browser, an address that is not secure) each tab has its own connection.
  if (!("locks" in navigator) || !("BroadcastChannel" in globalThis)) {
    connect(hear);
    return;
  }
  const others = new BroadcastChannel(NAME);
  others.addEventListener("message", ({ data }) => {
    const message = liveMessageSchema.safeParse(data);
    if (message.success) hear(message.data);
  });
  const holdConnection = () => {
    connect((message) => {
      hear(message);
      others.postMessage(message);
    });
    // Held for as long as the page lives.
    return new Promise<never>(() => {});
  };
  navigator.locks
    .request(NAME, { ifAvailable: true }, (lock) => {
      if (lock) return holdConnection();
      // Another tab holds it, and said that it stands before this one was there to hear it.
      hear({ kind: "connected" });
      navigator.locks.request(NAME, holdConnection).catch(() => connect(hear));
    })
    .catch(() => connect(hear));
}

function connect(hear: Hear): void {
  const source = new EventSource(addressOf(liveEvents));
  for (const missed of ["open", NOTICES_MISSED])
    source.addEventListener(missed, () => hear({ kind: "connected" }));
  for (const kind of EVENTS)
    source.addEventListener(kind, ({ data }) => {
      const event = liveEventSchema.safeParse(JSON.parse(String(data)));
      if (event.success) hear({ kind, number: event.data.number });
    });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => connect(hear), RETRY_AFTER);
  });
}
