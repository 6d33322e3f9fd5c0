import { expect, test } from "vitest";
import { expiryOf } from "./expiry.ts";

const NOW = new Date("2025-05-12T13:42:00Z");
const DAY = 24 * 60 * 60 * 1000;

test.each([
  [12.9 * DAY, false, 12, "day"],
  [1.5 * DAY, false, 1, "day"],
  [0.9 * DAY, false, 21, "hour"],
  [90_000, false, 1, "minute"],
  [10_000, false, 0, "minute"],
  [0, true, 0, "minute"],
  [-3 * 31 * DAY, true, 3, "month"],
  [-45 * DAY, true, 45, "day"],
  [61 * DAY, false, 2, "month"],
  [700 * DAY, false, 22, "month"],
  [3 * 365.25 * DAY, false, 3, "year"],
  [-5 * 366 * DAY, true, 5, "year"],
] as const)("CERT-2 %d ms from now: past is %s, %d %s", (distance, isPast, count, unit) => {
  expect(expiryOf(new Date(NOW.getTime() + distance), NOW)).toEqual({ isPast, unit, count });
});
