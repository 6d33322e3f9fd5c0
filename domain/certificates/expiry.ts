/** How far the expiry of a certificate is, in the unit that a person would say. */

const MINUTE = 60_000;
const UNITS = [
  ["year", 365.25 * 24 * 60 * MINUTE],
  ["month", 30.4375 * 24 * 60 * MINUTE],
  ["day", 24 * 60 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
] as const;
export type ExpiryUnit = (typeof UNITS)[number][0];

/** Below this many of a unit the next smaller one is said: "18 months", not "1 year". */
const AT_LEAST: Record<ExpiryUnit, number> = { year: 2, month: 2, day: 1, hour: 1, minute: 0 };

/** Whole units, rounded towards now: what expires in 12 days and a half has at least 12 days. */
export type Expiry = { isPast: boolean; unit: ExpiryUnit; count: number };

export function expiryOf(notAfter: Date, now: Date): Expiry {
  const distance = notAfter.getTime() - now.getTime();
  const isPast = distance <= 0;
  for (const [unit, length] of UNITS) {
    const count = Math.floor(Math.abs(distance) / length);
    if (count >= AT_LEAST[unit]) return { isPast, unit, count };
  }
  return { isPast, unit: "minute", count: 0 };
}
