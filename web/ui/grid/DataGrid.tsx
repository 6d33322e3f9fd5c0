import { rowSortingFeature, type SortingState, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import { ColumnTitle } from "./ColumnTitle.tsx";
import classes from "./DataGrid.module.css";
import { GridBody } from "./GridBody.tsx";
import type { Direction, GridColumn } from "./types.ts";

/** The server sorts, filters and pages: the table only keeps the columns and the cycle of the sorts. */
const features = tableFeatures({ rowSortingFeature });

type Props<Row, Sort extends string> = {
  label: string;
  columns: readonly GridColumn<Row, Sort>[];
  rows: readonly Row[];
  keyOf: (row: Row) => number;
  sort: Sort | undefined;
  direction: Direction | undefined;
  onSort: (sort: Sort | undefined, direction: Direction | undefined) => void;
  onOpen: (row: Row, inNewTab: boolean) => void;
  /** Whether the rows are those of the question before, shown until the answer comes. */
  isStale: boolean;
  onHold: (isHeld: boolean) => void;
  /** Stands where the rows would: loading, empty, failed. */
  children?: ReactNode;
};

/** A dense grid that fills its place: titles and filters stay, rows scroll under them. */
export function DataGrid<Row extends object, Sort extends string>(props: Props<Row, Sort>) {
  const { columns, rows, keyOf, sort, direction, onSort } = props;
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
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const leastWidth = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div
      className={classes.scroller}
      data-stale={props.isStale || undefined}
      onPointerEnter={() => props.onHold(true)}
      onPointerLeave={() => props.onHold(false)}
    >
      <table
        className={classes.table}
        style={{ minWidth: leastWidth }}
        aria-label={props.label}
        aria-busy={props.isStale}
      >
        <colgroup>
          {columns.map(({ id, width, grow }) => (
            <col key={id} style={grow ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr className={classes.titles}>
            {headers.map((header) => (
              <ColumnTitle
                key={header.id}
                label={String(header.column.columnDef.header)}
                sorted={header.column.getIsSorted()}
                onToggle={header.column.getCanSort() ? () => header.column.toggleSorting() : undefined}
              />
            ))}
          </tr>
          <tr className={classes.filters}>
            {columns.map(({ id, filter }) => (
              <td key={id}>{filter}</td>
            ))}
          </tr>
        </thead>
        <GridBody
          columns={columns}
          rows={table.getRowModel().rows.map((row) => row.original)}
          keyOf={keyOf}
          onOpen={props.onOpen}
        />
      </table>
      {props.children}
    </div>
  );
}
