import { useEffect } from "react";

/** How long the browser may take to find a quiet moment, in milliseconds. */
const AT_LATEST = 2_000;

/** Fetches the next page while nothing else is to do, once for each list that is shown: a click then finds it there. */
export function useNextPage(hasNext: boolean, question: string, fetchNext: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is fetched; the function is new each time.
  useEffect(() => {
    if (!hasNext || document.hidden) return;
    // Safari has no idle callbacks: there, a short while does.
    if (typeof requestIdleCallback !== "function") {
      const timer = setTimeout(fetchNext, 300);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(fetchNext, { timeout: AT_LATEST });
    return () => cancelIdleCallback(handle);
  }, [hasNext, question]);
}
