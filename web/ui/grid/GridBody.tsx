import type { FocusEvent, PointerEvent, ReactNode } from "react";
import { GridRow } from "./GridRow.tsx";
import type { ActiveCell, GridColumn } from "./types.ts";
import { useGridBody } from "./use-grid-body.ts";
import { useIntent } from "./use-intent.ts";

type Props<Row, Sort extends string> = {
  columns: readonly GridColumn<Row, Sort>[];
  rows: readonly Row[];
  keyOf: (row: Row) => number;
  isMarked: ((row: Row) => boolean) | undefined;
  /** How many rows come before these, on other pages. */
  rowsBefore: number;
  start: ActiveCell | undefined;
  onActive: (cell: ActiveCell) => void;
  onOpen: (row: Row, inNewTab: boolean) => void;
  onNear: ((row: Row) => void) | undefined;
};

/** Titles and filters are the first two rows of the grid. */
export const HEADER_ROWS = 2;

/** The rows, under the hand: see `useGridBody` for what it does there. */
export function GridBody<Row, Sort extends string>(props: Props<Row, Sort>): ReactNode {
  const { columns, rows, keyOf, rowsBefore, start, onActive, onOpen } = props;
  const { tabStop, handlers } = useGridBody({
    rows,
    keyOf,
    columns: columns.length,
    start,
    onActive,
    onOpen,
  });
  const intent = useIntent((key: number) => {
    const row = rows.find((candidate) => keyOf(candidate) === key);
    if (row) props.onNear?.(row);
  });
  const approach = (event: PointerEvent | FocusEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("tr") : null;
    intent.begin(Number(row?.dataset.key));
  };
  return (
    <tbody
      {...handlers}
      onFocus={(event) => {
        handlers.onFocus(event);
        approach(event);
      }}
      onBlur={intent.end}
      onPointerOver={approach}
      onPointerLeave={intent.end}
    >
      {rows.map((row, index) => {
        const key = keyOf(row);
        return (
          <GridRow
            key={key}
            row={row}
            rowKey={key}
            columns={columns}
            isMarked={props.isMarked?.(row) ?? false}
            rowIndex={rowsBefore + HEADER_ROWS + index + 1}
            tabStop={key === tabStop?.key ? tabStop.column : undefined}
          />
        );
      })}
    </tbody>
  );
}
