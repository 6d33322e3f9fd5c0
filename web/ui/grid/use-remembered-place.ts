import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { ActiveCell } from "./types.ts";

type Place = { top: number; left: number; cell: ActiveCell | undefined };

/** Where one was in each list, by what it asked; forgotten with the page. */
const places = new Map<string, Place>();
const MOST = 20;

function remember(question: string, place: Place): void {
  places.delete(question);
  places.set(question, place);
  const oldest = places.size > MOST ? places.keys().next().value : undefined;
  if (oldest !== undefined) places.delete(oldest);
}

/**
 * Coming back to a list finds it where one left it: scrolled as it was, the same row under the keyboard. Another question
 * asked in the same list begins at its top.
 */
export function useRememberedPlace(
  scroller: RefObject<HTMLElement | null>,
  question: string,
  /** Whether the rows of this very question are there. */
  isSettled: boolean,
) {
  const [start] = useState(() => ({ question, place: places.get(question) }));
  const settledQuestion = useRef<string>(undefined);
  const now = useRef<Place>(start.place ?? { top: 0, left: 0, cell: undefined });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isSettled || settledQuestion.current === question) return;
    const isReturn = settledQuestion.current === undefined && question === start.question;
    settledQuestion.current = question;
    const place = isReturn ? start.place : undefined;
    element.scrollTop = place?.top ?? 0;
    if (place) element.scrollLeft = place.left;
    // Only where nothing else has the focus: it is given back, never taken.
    if (place?.cell && document.activeElement === document.body)
      element.querySelector<HTMLElement>('tbody td[tabindex="0"]')?.focus({ preventScroll: true });
  }, [scroller, question, isSettled, start]);

  useLayoutEffect(
    () => () => {
      if (settledQuestion.current === question) remember(question, now.current);
    },
    [question],
  );
  return {
    startCell: start.place?.cell,
    onScroll: () => {
      const element = scroller.current;
      if (element) now.current = { ...now.current, top: element.scrollTop, left: element.scrollLeft };
    },
    onActive: (cell: ActiveCell) => {
      now.current = { ...now.current, cell };
    },
  };
}
