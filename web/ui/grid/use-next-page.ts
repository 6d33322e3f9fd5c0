import { useEffect } from "react";
import { whenIdle } from "../when-idle.ts";

/** Fetches the next page while nothing else is to do, once for each list that is shown: a click then finds it there. */
export function useNextPage(hasNext: boolean, question: string, fetchNext: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is fetched; the function is new each time.
  useEffect(() => {
    if (hasNext && !document.hidden) return whenIdle(fetchNext);
  }, [hasNext, question]);
}
