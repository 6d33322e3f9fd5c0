import { useEffect } from "react";

/** An address may name a page that the list no longer has: its last one is shown then, not an empty one. */
export function useExistingPage(
  isAnswered: boolean,
  page: number,
  pages: number,
  go: (page: number) => void,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is wrong is told by the numbers; the function is new each time.
  useEffect(() => {
    if (isAnswered && page > pages) go(pages);
  }, [isAnswered, page, pages]);
}
