import type { ReactNode } from "react";

export type Direction = "asc" | "desc";

/** One column of a list: how it is titled, filtered, sorted and drawn. */
export type GridColumn<Row, Sort extends string> = {
  id: string;
  label: string;
  /** Least width in pixels; columns that grow share what the window has left. */
  width: number;
  grow?: boolean;
  /** The name of its sort, when it has one. */
  sort?: Sort;
  filter?: ReactNode;
  cell: (row: Row) => ReactNode;
};

/** A bound that is undefined was never said; an empty one was taken away: no bound. */
export type Period = { from: string | undefined; to: string | undefined };

/** The cell that the keyboard is on: the row by its key, which stays when rows move. */
export type ActiveCell = { key: number; column: number };
