/** Tells the portal that a collection changed, and lets the portal check who says so. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { systemClock } from "../../server/platform/clock.ts";

export type WebhookHeaders = { "x-signature": string; "x-timestamp": string };

/** Gives a call to the portal; a rejection is tried again. */
export type Notify = (raw: Uint8Array, headers: WebhookHeaders) => Promise<void>;

const bodySchema = z.object({ eventId: z.string().min(1).max(100), ref: z.string().min(1).max(100) });
const WINDOW_MS = 5 * 60 * 1000;
const RETRY_DELAYS_MS = [500, 2_000, 10_000, 60_000];
const TIMEOUT_MS = 10_000;

function signatureOf(secret: string, timestamp: string, raw: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`${timestamp}.`).update(raw).digest();
}

/** `x-timestamp`: seconds since 1970, by the real time whatever the demonstration lives through. */
export function signCall(secret: string, raw: Uint8Array): WebhookHeaders {
  const timestamp = String(Math.floor(systemClock.now().getTime() / 1000));
  return { "x-signature": signatureOf(secret, timestamp, raw).toString("hex"), "x-timestamp": timestamp };
}

/** Throws when the call is not authentic, is older than five minutes (a replay), or makes no sense. */
export function parseCall(
  secret: string,
  raw: Uint8Array,
  headers: Record<string, string | undefined>,
): { eventId: string; ref: string } {
  const timestamp = headers["x-timestamp"] ?? "";
  const given = Buffer.from(headers["x-signature"] ?? "", "hex");
  const expected = signatureOf(secret, timestamp, raw);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Error("webhook not authentic");
  const age = Math.abs(systemClock.now().getTime() - Number(timestamp) * 1000);
  if (!/^\d{1,12}$/.test(timestamp) || age > WINDOW_MS) throw new Error("webhook too old");
  return bodySchema.parse(JSON.parse(Buffer.from(raw).toString("utf8")));
}

export function httpNotify(url: string): Notify {
  return async (raw, headers) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: Buffer.from(raw),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the portal answered ${response.status}`);
  };
}

/** Calls the portal now and, while it does not answer, a few times more. Never throws: the portal also asks by itself. */
export class WebhookCaller {
  readonly #secret: string;
  readonly #notify: Notify;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(secret: string, notify: Notify) {
    this.#secret = secret;
    this.#notify = notify;
  }

  changed(ref: string): void {
    void this.#try(Buffer.from(JSON.stringify({ eventId: randomUUID(), ref })), 0);
  }

  /** Forgets the calls still to be repeated. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async #try(raw: Uint8Array, attempt: number): Promise<void> {
    try {
      await this.#notify(raw, signCall(this.#secret, raw));
    } catch {
      const delay = RETRY_DELAYS_MS[attempt];
      if (delay === undefined) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        void this.#try(raw, attempt + 1);
      }, delay);
      timer.unref();
      this.#timers.add(timer);
    }
  }
}
