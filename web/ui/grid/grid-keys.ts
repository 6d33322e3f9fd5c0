/** Where the keys of the ARIA grid pattern lead (https://www.w3.org/WAI/ARIA/apg/patterns/grid/). */

export type CellPosition = { row: number; column: number };
export type GridSize = {
  rows: number;
  columns: number;
  /** How many rows a page key passes. */
  rowsInView: number;
};
type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** The cell that a key leads to from another; undefined for keys that do not move. It never leaves the grid. */
export function cellReached(
  { key, ctrlKey, metaKey, altKey }: Key,
  { row, column }: CellPosition,
  { rows, columns, rowsInView }: GridSize,
): CellPosition | undefined {
  // With Alt, arrows are the browser's own: back and forward.
  if (altKey) return undefined;
  const isFar = ctrlKey || metaKey;
  const reached = {
    ArrowUp: { row: isFar ? 0 : row - 1, column },
    ArrowDown: { row: isFar ? rows - 1 : row + 1, column },
    ArrowLeft: { row, column: isFar ? 0 : column - 1 },
    ArrowRight: { row, column: isFar ? columns - 1 : column + 1 },
    Home: { row: isFar ? 0 : row, column: 0 },
    End: { row: isFar ? rows - 1 : row, column: columns - 1 },
    PageUp: { row: row - rowsInView, column },
    PageDown: { row: row + rowsInView, column },
  }[key];
  if (!reached) return undefined;
  return { row: within(reached.row, rows), column: within(reached.column, columns) };
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
