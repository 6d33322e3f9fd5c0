/** How long people go on trying. */
import { setTimeout } from "node:timers/promises";

/** For how long anybody goes on before they call for help: longer than processes are being killed under their hands. */
const PATIENCE_SECONDS = 600;
const LOOK_AGAIN_MS = 300;

/** Looks, and tries, until it is done; throws when it is not done in spite of all patience. */
export async function patiently(
  what: string,
  isDone: () => Promise<boolean>,
  pause = LOOK_AGAIN_MS,
): Promise<void> {
  const until = performance.now() + PATIENCE_SECONDS * 1000;
  while (!(await isDone())) {
    if (performance.now() > until) throw new Error(`not done within ${PATIENCE_SECONDS} s: ${what}`);
    await setTimeout(pause);
  }
}
