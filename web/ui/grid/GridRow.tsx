import { memo } from "react";
import classes from "./DataGrid.module.css";
import type { GridColumn } from "./types.ts";

type Props<Row, Sort extends string> = {
  row: Row;
  rowKey: number;
  columns: readonly GridColumn<Row, Sort>[];
  isMarked: boolean;
  /** Its place among all rows of the list, from 1, titles and filters counted. */
  rowIndex: number;
  /** Which of its cells the Tab key reaches, if one. */
  tabStop: number | undefined;
};

function Row<Row, Sort extends string>({
  row,
  rowKey,
  columns,
  isMarked,
  rowIndex,
  tabStop,
}: Props<Row, Sort>) {
  return (
    <tr
      className={classes.row}
      data-key={rowKey}
      data-marked={isMarked || undefined}
      aria-rowindex={rowIndex}
    >
      {columns.map((column, index) => (
        <td key={column.id} tabIndex={index === tabStop ? 0 : -1}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** One row. Kept as it is while nothing of it changes: an arrow key redraws two rows, not a hundred. */
export const GridRow = memo(Row) as typeof Row;
