/** How long the browser may take to find a quiet moment, in milliseconds. */
const AT_LATEST = 2_000;
/** Safari has no idle callbacks: there, a short while does. */
const A_WHILE = 300;

/**
 * Runs `work` when nothing else is to do, and not before `after` milliseconds: a page that waits for its own workers looks
 * idle, too. Gives what calls it off.
 */
export function whenIdle(work: () => void, after = 0): () => void {
  let cancel: () => void = () => undefined;
  const wait = () => {
    const handle = requestIdleCallback(work, { timeout: AT_LATEST });
    cancel = () => cancelIdleCallback(handle);
  };
  const hasIdle = typeof requestIdleCallback === "function";
  if (hasIdle && after === 0) wait();
  else {
    const timer = setTimeout(hasIdle ? wait : work, hasIdle ? after : after + A_WHILE);
    cancel = () => clearTimeout(timer);
  }
  return () => cancel();
}
