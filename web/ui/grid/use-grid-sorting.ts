import { rowSortingFeature, type SortingState, tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import type { Direction, GridColumn } from "./types.ts";

/** The server sorts, filters and pages: the table only keeps the columns and the cycle of the sorts. */
const features = tableFeatures({ rowSortingFeature });

type Options<Row, Sort extends string> = {
  columns: readonly GridColumn<Row, Sort>[];
  rows: readonly Row[];
  keyOf: (row: Row) => number;
  sort: Sort | undefined;
  direction: Direction | undefined;
  onSort: (sort: Sort | undefined, direction: Direction | undefined) => void;
};

/** The titles of the columns with what a click on each does, and the column that the rows are sorted by (LIST-4). */
export function useGridSorting<Row extends object, Sort extends string>(options: Options<Row, Sort>) {
  const { columns, rows, keyOf, sort, direction, onSort } = options;
  const definitions = useMemo(
    () =>
      columns.map(({ id, label, sort }) => ({
        id,
        header: label,
        accessorFn: () => null,
        enableSorting: sort !== undefined,
      })),
    [columns],
  );
  const sorted = columns.find((column) => column.sort !== undefined && column.sort === sort);
  const sorting: SortingState = sorted ? [{ id: sorted.id, desc: direction === "desc" }] : [];
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => String(keyOf(row)),
    state: { sorting },
    onSortingChange: (update) => {
      const next = (typeof update === "function" ? update(sorting) : update)[0];
      const column = columns.find(({ id }) => id === next?.id);
      onSort(column?.sort, next && column?.sort ? (next.desc ? "desc" : "asc") : undefined);
    },
    manualSorting: true,
    enableMultiSort: false,
    sortDescFirst: false,
  });
  return { sorted, headers: table.getHeaderGroups()[0]?.headers ?? [] };
}
