/** Tells the portal that a collection changed. */
import { randomUUID } from "node:crypto";
import { signCall, type WebhookHeaders } from "../../server/platform/webhook-seal.ts";

/** Gives a call to the portal; a rejection is tried again. */
export type Notify = (raw: Uint8Array, headers: WebhookHeaders) => Promise<void>;

const RETRY_DELAYS_MS = [500, 2_000, 10_000, 60_000];
const TIMEOUT_MS = 10_000;

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
