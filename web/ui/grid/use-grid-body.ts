import { type KeyboardEvent, type MouseEvent, type SyntheticEvent, useState } from "react";
import { cellReached } from "./grid-keys.ts";
import type { ActiveCell } from "./types.ts";

type Options<Row> = {
  rows: readonly Row[];
  keyOf: (row: Row) => number;
  columns: number;
  start: ActiveCell | undefined;
  onActive: (cell: ActiveCell) => void;
  onOpen: (row: Row, inNewTab: boolean) => void;
};

/**
 * What mouse and keyboard do in the rows: one cell is in the tab order, keys lead to the others, a click or Enter opens
 * the row. Listened to once for all rows.
 */
export function useGridBody<Row>({ rows, keyOf, columns, start, onActive, onOpen }: Options<Row>) {
  const [active, setActive] = useState(start);
  const first = rows[0];
  const isThere = active !== undefined && rows.some((row) => keyOf(row) === active.key);
  const tabStop = isThere ? active : first && { key: keyOf(first), column: 0 };

  const open = (event: SyntheticEvent<HTMLElement>, inNewTab: boolean) => {
    const row = rows[rowElementOf(event)?.sectionRowIndex ?? -1];
    if (row) onOpen(row, inNewTab);
  };
  const onFocus = (event: SyntheticEvent<HTMLElement>) => {
    const cell = cellOf(event);
    const row = rows[rowElementOf(event)?.sectionRowIndex ?? -1];
    if (!cell || !row) return;
    const next = { key: keyOf(row), column: cell.cellIndex };
    onActive(next);
    if (next.key !== active?.key || next.column !== active.column) setActive(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const cell = cellOf(event);
    const row = rowElementOf(event)?.sectionRowIndex;
    if (!cell || row === undefined) return;
    if (event.key === "Enter" && event.target === cell) return open(event, event.ctrlKey || event.metaKey);
    const size = { rows: rows.length, columns, rowsInView: rowsInView(event.currentTarget) };
    const reached = cellReached(event, { row, column: cell.cellIndex }, size);
    if (!reached) return;
    event.preventDefault();
    focusCell(event.currentTarget.rows[reached.row]?.cells[reached.column]);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    // A link inside does its own work; a selection means that the operator is copying a number.
    if (event.defaultPrevented || isOnControl(event) || getSelection()?.type === "Range") return;
    open(event, event.ctrlKey || event.metaKey);
  };
  const onAuxClick = (event: MouseEvent<HTMLElement>) => {
    if (event.button === 1 && !isOnControl(event)) open(event, true);
  };
  return { tabStop, handlers: { onFocus, onKeyDown, onClick, onAuxClick } };
}

function focusCell(cell: HTMLElement | undefined): void {
  cell?.focus({ preventScroll: true });
  // Unlike focus itself, this keeps clear of the titles that stay in place.
  cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function rowsInView(body: HTMLTableSectionElement): number {
  const height = body.rows[0]?.offsetHeight ?? 1;
  const view = body.closest("[data-scroller]")?.clientHeight ?? 0;
  return Math.max(1, Math.floor((view - body.offsetTop) / height) - 1);
}

const within = <E extends Element>(event: SyntheticEvent, selector: string): E | null =>
  event.target instanceof Element ? event.target.closest<E>(selector) : null;
const cellOf = (event: SyntheticEvent) => within<HTMLTableCellElement>(event, "td");
const rowElementOf = (event: SyntheticEvent) => within<HTMLTableRowElement>(event, "tr");
const isOnControl = (event: SyntheticEvent) => within(event, "a, button") !== null;
