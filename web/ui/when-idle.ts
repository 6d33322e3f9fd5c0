/** How long the browser may take to find a quiet moment, in milliseconds. */
const AT_LATEST = 2_000;
/** Safari has no idle callbacks: there, a short while does. */
const A_WHILE = 300;

/** Runs `work` when nothing else is to do; gives what calls it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(work, A_WHILE);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: AT_LATEST });
  return () => cancelIdleCallback(handle);
}
