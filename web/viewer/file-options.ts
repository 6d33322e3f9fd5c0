import { queryOptions } from "@tanstack/react-query";

/** A file of an order, and the key under which the one copy of it is kept. */
export type FileSource = {
  cacheKey: readonly unknown[];
  fetchFile: (signal: AbortSignal) => Promise<Blob>;
};

/** How long a file that nobody looks at is kept, in milliseconds: long enough to come back to it from another tab. */
const KEPT = 60_000;

/** A stored file never changes: one copy is fetched, then shown, printed and downloaded. */
export function fileOptions({ cacheKey, fetchFile }: FileSource) {
  return queryOptions({
    queryKey: ["file", ...cacheKey],
    queryFn: ({ signal }) => fetchFile(signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT,
  });
}
