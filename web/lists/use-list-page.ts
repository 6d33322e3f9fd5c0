import { type QueryKey, type UseQueryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { type LinkOptions, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ListPath } from "../navigation/paths.ts";
import { pagesOf } from "../ui/grid/Pager.tsx";
import { useExistingPage } from "../ui/grid/use-existing-page.ts";
import { useHold } from "../ui/grid/use-hold.ts";
import { useNextPage } from "../ui/grid/use-next-page.ts";
import { useSteadyRows } from "../ui/grid/use-steady-rows.ts";

/** A row is one thing with a number, and opens it. */
type Numbered = { number: number };
/** What the server answers; without a total where counting takes longer than finding. */
type RowsAndTotal = { rows: Numbered[]; total: number | null };
type RowOf<Answer extends RowsAndTotal> = Answer["rows"][number];

const useAnySearch = () => useSearch({ strict: false });
/** What the address of any page may hold. */
type AnySearch = ReturnType<typeof useAnySearch>;
/** The name of a sort of any list. */
export type SortName = NonNullable<AnySearch["sort"]>;

type Options<Answer extends RowsAndTotal, Search, Key extends QueryKey> = {
  path: ListPath;
  /** What the address of the list holds: everything it shows. */
  search: Search;
  pageSizes: readonly NonNullable<AnySearch["pageSize"]>[];
  defaultPageSize: number;
  query: (search: Search) => UseQueryOptions<Answer, Error, Answer, Key>;
  /** The total, where it was asked for beside the rows. */
  totalBeside?: number | undefined;
  targetOf: (row: RowOf<Answer>) => LinkOptions;
  /** Fetches what a row opens: the operator stays on it, and may well open it. */
  fetchOne: (number: number) => void;
};

const NO_ROWS: readonly never[] = [];
export const keyOf = (row: Numbered) => row.number;

/** What every list does: asked by its address, paged, kept steady under the hand, its rows opened. */
export function useListPage<Answer extends RowsAndTotal, Search extends AnySearch, Key extends QueryKey>(
  options: Options<Answer, Search, Key>,
) {
  type Row = RowOf<Answer>;
  const { path, search, targetOf } = options;
  const navigate = useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  const hold = useHold();
  const change = useCallback(
    (patch: Partial<AnySearch>, replace = false) =>
      void navigate({ to: path, search: (before) => ({ ...before, page: undefined, ...patch }), replace }),
    [navigate, path],
  );
  const setFilter = useCallback((patch: Partial<Search>) => change(patch, true), [change]);
  const { page = 1, pageSize = options.defaultPageSize } = search;
  const asked = options.query(search);
  const question = JSON.stringify(asked.queryKey);
  const query = useQuery(asked);
  const { isPlaceholderData: isStale } = query;
  const steady = useSteadyRows<Row>(query.data?.rows ?? NO_ROWS, keyOf, question, hold.isHeld);
  const total = query.data?.total ?? options.totalBeside;
  // Without a total a full page is likely to have one after it.
  const pages =
    total === undefined ? page + Number(steady.rows.length === pageSize) : pagesOf(total, pageSize);
  const isAnswered = query.isSuccess && !isStale && total !== undefined;
  useExistingPage(isAnswered, page, pages, (last) => change({ page: last }, true));
  useNextPage(!isStale && page < pages, question, () => {
    void client.prefetchQuery(options.query({ ...search, page: page + 1 }));
  });
  return {
    search,
    change,
    setFilter,
    clear: () => void navigate({ to: path, search: {} }),
    query,
    question,
    steady,
    hold,
    ...{ page, pages, pageSize, pageSizes: options.pageSizes, total, isStale },
    open: (row: Row, inNewTab: boolean) => {
      if (inNewTab) window.open(router.buildLocation(targetOf(row)).href, "_blank", "noopener");
      else void navigate(targetOf(row));
    },
    prepare: (row: Row) => {
      options.fetchOne(row.number);
      void router.preloadRoute(targetOf(row));
    },
  };
}

export type List<Row extends Numbered> = ReturnType<
  typeof useListPage<{ rows: Row[]; total: number | null }, AnySearch, QueryKey>
>;
