import { useState } from "react";

type Steady<Row> = { rows: readonly Row[]; hasMoved: boolean; release: () => void };

/**
 * Rows that do not move under the operator's hand (LIST-8). While the list is held, what changed in a row is shown at
 * once, but rows keep their places; new and gone ones wait until it is let go or released.
 */
export function useSteadyRows<Row>(
  fresh: readonly Row[],
  keyOf: (row: Row) => number,
  /** What was asked: another question never waits. */
  question: string,
  isHeld: boolean,
): Steady<Row> {
  const [shown, setShown] = useState({ question, rows: fresh });
  const release = () => setShown({ question, rows: fresh });
  if (shown.rows === fresh) return { rows: fresh, hasMoved: false, release };
  const mayMove = !isHeld || shown.question !== question || shown.rows.length === 0;
  if (mayMove) {
    // Adjusting state while rendering: React starts over at once, nothing is painted in between.
    release();
    return { rows: fresh, hasMoved: false, release };
  }
  const byKey = new Map(fresh.map((row) => [keyOf(row), row]));
  const rows = shown.rows.map((row) => byKey.get(keyOf(row)) ?? row);
  const hasMoved = fresh.length !== shown.rows.length || fresh.some((row, index) => row !== rows[index]);
  return { rows, hasMoved, release };
}
