/** Whether a process can do its work now: each of its parts is asked, and has two seconds. */
import { setTimeout as delay } from "node:timers/promises";

/** In milliseconds. */
const DEADLINE = 2000;

/** What a part may say of itself instead of throwing; a store that is full can still be read. */
export type PartState = "ok" | "full" | "unreachable" | "stopping";
const SAID: readonly PartState[] = ["full", "unreachable", "stopping"];
/** Throws, or says so, when the part does not answer. Those of a process are its own: a worker has no live channel. */
export type Parts = Record<string, () => Promise<unknown>>;
export type Readiness = { isReady: boolean; parts: Record<string, PartState> };

export async function readiness(parts: Parts): Promise<Readiness> {
  const states = await Promise.all(
    Object.entries(parts).map(async ([name, check]) => [name, await stateOf(check)] as const),
  );
  return {
    isReady: states.every(([, state]) => state === "ok" || state === "full"),
    parts: Object.fromEntries(states),
  };
}

async function stateOf(check: () => Promise<unknown>): Promise<PartState> {
  const inTime = new AbortController();
  const late = delay(DEADLINE, "unreachable", { signal: inTime.signal });
  late.catch(() => undefined);
  try {
    const said = await Promise.race([check(), late]);
    return SAID.find((state) => state === said) ?? "ok";
  } catch {
    return "unreachable";
  } finally {
    inTime.abort();
  }
}
