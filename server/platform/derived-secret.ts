/** Secrets for one purpose each, from one that several processes share. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** The secret for this purpose, base64url: whoever learns it learns neither the shared one nor another's. */
export function derivedSecret(shared: string, purpose: string): string {
  return createHmac("sha256", shared).update(`portail-ae ${purpose}`).digest("base64url");
}

/** Compares in a time that says nothing of where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (value: string) => createHmac("sha256", "compare").update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
