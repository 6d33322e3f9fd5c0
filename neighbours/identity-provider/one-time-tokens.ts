/** Short-lived secrets that work once: each stands for a value that only this process knows. */
import { randomBytes } from "node:crypto";

/** Far above what honest use needs; bounds the memory that a flood of requests can take. */
const MOST = 10_000;

export class OneTimeTokens<T> {
  readonly #lifetime: number;
  readonly #values = new Map<string, { value: T; expiresAt: number }>();

  constructor(lifetimeInSeconds: number) {
    this.#lifetime = lifetimeInSeconds * 1000;
  }

  issue(value: T): string {
    const token = randomBytes(32).toString("base64url");
    this.#values.set(token, { value, expiresAt: performance.now() + this.#lifetime });
    this.#forget();
    return token;
  }

  /** The value, once; undefined when the token is unknown, used or too old. */
  redeem(token: string): T | undefined {
    const kept = this.#values.get(token);
    this.#values.delete(token);
    return kept && kept.expiresAt > performance.now() ? kept.value : undefined;
  }

  /** Tokens live equally long, so that the oldest come first. */
  #forget(): void {
    for (const [token, { expiresAt }] of this.#values) {
      if (expiresAt > performance.now() && this.#values.size <= MOST) return;
      this.#values.delete(token);
    }
  }
}
