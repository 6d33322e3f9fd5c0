import { within } from "../platform/within.ts";
import type { Ending } from "./ending.ts";

type Endable = Pick<Ending, "run">;

/** What is still under way when a process has to end has this long, in seconds. */
const LAST_SECONDS = 20;
const ended = new WeakSet<Endable>();

/**
 * Ends the process, not zero, because of what nobody can go on from: one line says it, and what can still be ended well is.
 * Whoever runs it starts it again.
 */
export async function endProcess(reason: string, ending: Endable): Promise<void> {
  if (ended.has(ending)) return;
  ended.add(ending);
  process.stderr.write(`${reason}\n`);
  await within(LAST_SECONDS, ending.run());
  process.exit(1);
}
