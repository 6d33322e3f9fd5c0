import { setTimeout as delay } from "node:timers/promises";

/** Waits for `work`, for `seconds` at most. Gives whether it ended in time. */
export async function within(seconds: number, work: Promise<unknown>): Promise<boolean> {
  const inTime = new AbortController();
  const late = delay(seconds * 1000, false, { signal: inTime.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    inTime.abort();
  }
}
