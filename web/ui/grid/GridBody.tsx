import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from "react";
import classes from "./DataGrid.module.css";
import type { GridColumn } from "./types.ts";

type Props<Row, Sort extends string> = {
  columns: readonly GridColumn<Row, Sort>[];
  rows: readonly Row[];
  keyOf: (row: Row) => number;
  onOpen: (row: Row, inNewTab: boolean) => void;
};

/** Rows open with a click or with Enter; one of them is in the tab order, the arrow keys go to the others. */
export function GridBody<Row, Sort extends string>({
  columns,
  rows,
  keyOf,
  onOpen,
}: Props<Row, Sort>): ReactNode {
  const [current, setCurrent] = useState<number>();
  const hasCurrent = rows.some((row) => keyOf(row) === current);
  return (
    <tbody>
      {rows.map((row, index) => {
        const key = keyOf(row);
        return (
          <tr
            key={key}
            className={classes.row}
            tabIndex={(hasCurrent ? key === current : index === 0) ? 0 : -1}
            onFocus={() => setCurrent(key)}
            onClick={(event) => openByMouse(event, (inNewTab) => onOpen(row, inNewTab))}
            onAuxClick={(event) => event.button === 1 && onOpen(row, true)}
            onKeyDown={(event) => openByKey(event, (inNewTab) => onOpen(row, inNewTab))}
          >
            {columns.map((column) => (
              <td key={column.id}>{column.cell(row)}</td>
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

function openByMouse(event: MouseEvent<HTMLTableRowElement>, open: (inNewTab: boolean) => void): void {
  // A link inside does its own work; a selection means that the operator is copying a number.
  if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button")))
    return;
  if (getSelection()?.type === "Range") return;
  open(event.ctrlKey || event.metaKey);
}

function openByKey(event: KeyboardEvent<HTMLTableRowElement>, open: (inNewTab: boolean) => void): void {
  const row = event.currentTarget;
  const target = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: row.parentElement?.firstElementChild,
    End: row.parentElement?.lastElementChild,
  }[event.key];
  if (target instanceof HTMLElement) {
    event.preventDefault();
    target.focus();
  } else if (event.key === "Enter" && event.target === row) {
    open(event.ctrlKey || event.metaKey);
  }
}
