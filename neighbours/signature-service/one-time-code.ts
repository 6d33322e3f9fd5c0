/** The one-time code that a signatory receives by mail and enters to sign. */
import { randomBytes, randomInt, scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

export const oneTimeCodeSchema = z.object({
  hash: z.string(),
  salt: z.string(),
  expiresAt: z.coerce.date(),
  triesLeft: z.number().int(),
});
export type OneTimeCode = z.infer<typeof oneTimeCodeSchema>;

export const CODE_LIFETIME_MS = 10 * 60 * 1000;
const TRIES = 5;
const DIGITS = 6;

/** Six digits have 10⁶ values: a slow hash, so that a stolen folder does not give a live code at once. */
function hashOf(code: string, salt: string): Buffer {
  return scryptSync(code, salt, 32, { N: 4096, r: 8, p: 1 });
}

/** A new code: what is mailed, and what is kept. */
export function makeCode(now: Date): { code: string; kept: OneTimeCode } {
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");
  const salt = randomBytes(16).toString("hex");
  const expiresAt = new Date(now.getTime() + CODE_LIFETIME_MS);
  return { code, kept: { hash: hashOf(code, salt).toString("hex"), salt, expiresAt, triesLeft: TRIES } };
}

export type CodeOutcome = "accepted" | "wrong" | "expired" | "exhausted" | "missing";

/** The outcome of one try, and what is left of the code: nothing once it was accepted. */
export function tryCode(
  kept: OneTimeCode | undefined,
  entered: string,
  now: Date,
): { outcome: CodeOutcome; left: OneTimeCode | undefined } {
  if (!kept) return { outcome: "missing", left: undefined };
  if (now >= kept.expiresAt) return { outcome: "expired", left: undefined };
  if (kept.triesLeft <= 0) return { outcome: "exhausted", left: kept };
  const digits = entered.replaceAll(/\s/g, "").slice(0, 20);
  if (timingSafeEqual(hashOf(digits, kept.salt), Buffer.from(kept.hash, "hex")))
    return { outcome: "accepted", left: undefined };
  const left = { ...kept, triesLeft: kept.triesLeft - 1 };
  return { outcome: left.triesLeft > 0 ? "wrong" : "exhausted", left };
}
