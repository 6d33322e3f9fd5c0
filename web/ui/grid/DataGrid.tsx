import { type ReactNode, useRef } from "react";
import { ColumnTitle } from "./ColumnTitle.tsx";
import classes from "./DataGrid.module.css";
import { GridBody, HEADER_ROWS } from "./GridBody.tsx";
import { GridSummary } from "./GridSummary.tsx";
import type { Direction, GridColumn } from "./types.ts";
import { useGridSorting } from "./use-grid-sorting.ts";
import { useRememberedPlace } from "./use-remembered-place.ts";

type Props<Row, Sort extends string> = {
  label: string;
  columns: readonly GridColumn<Row, Sort>[];
  rows: readonly Row[];
  keyOf: (row: Row) => number;
  sort: Sort | undefined;
  direction: Direction | undefined;
  onSort: (sort: Sort | undefined, direction: Direction | undefined) => void;
  onOpen: (row: Row, inNewTab: boolean) => void;
  /** The operator stays on a row, and may well open it. */
  onNear?: (row: Row) => void;
  /** Whether the row is marked: somebody is at work on it. */
  isMarked?: ((row: Row) => boolean) | undefined;
  /** What was asked: the place one had in its answer is found again. */
  question: string;
  /** How many rows the whole list has, and how many come before these. */
  total: number | undefined;
  rowsBefore: number;
  /** The total and the page in words, to be said aloud. */
  summary: string;
  /** Whether the rows are those of the question before, shown until the answer comes. */
  isStale: boolean;
  /** Stands where the rows would: loading, empty, failed. */
  children?: ReactNode;
};

/** A dense grid that fills its place: titles and filters stay, rows scroll under them. */
export function DataGrid<Row extends object, Sort extends string>(props: Props<Row, Sort>) {
  const { columns, rows, keyOf, sort, direction, onSort, total, isStale } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRememberedPlace(scroller, props.question, !isStale && rows.length > 0);
  const { sorted, headers } = useGridSorting({ columns, rows, keyOf, sort, direction, onSort });
  const leastWidth = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-scroller
      data-stale={isStale || undefined}
      onScroll={place.onScroll}
    >
      <GridSummary
        text={props.summary}
        sortedBy={sorted?.label}
        direction={direction ?? "asc"}
        isSettled={!isStale && total !== undefined}
      />
      <table
        // A data grid of the ARIA patterns, on the elements of a table: its rows, titles and cells follow by themselves.
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: HTML-AAM maps a table with this role to a grid.
        role="grid"
        className={classes.table}
        style={{ minWidth: leastWidth }}
        aria-label={props.label}
        aria-busy={isStale}
        aria-rowcount={total === undefined ? -1 : total + HEADER_ROWS}
        aria-colcount={columns.length}
      >
        <colgroup>
          {columns.map(({ id, width, grow }) => (
            <col key={id} style={grow ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr className={classes.titles} aria-rowindex={1}>
            {headers.map((header) => (
              <ColumnTitle
                key={header.id}
                label={String(header.column.columnDef.header)}
                sorted={header.column.getIsSorted()}
                onToggle={header.column.getCanSort() ? () => header.column.toggleSorting() : undefined}
              />
            ))}
          </tr>
          <tr className={classes.filters} aria-rowindex={2}>
            {columns.map(({ id, filter }) => (
              <td key={id}>{filter}</td>
            ))}
          </tr>
        </thead>
        <GridBody
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          rowsBefore={props.rowsBefore}
          start={place.startCell}
          onActive={place.onActive}
          isMarked={props.isMarked}
          onOpen={props.onOpen}
          onNear={props.onNear}
        />
      </table>
      {props.children}
    </div>
  );
}
