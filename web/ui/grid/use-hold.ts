import { type FocusEvent, type HTMLAttributes, useState } from "react";

export type Hold = {
  isHeld: boolean;
  /** For the element that holds the grid and its foot. */
  handlers: Pick<HTMLAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur">;
};

/** Where keys hold the rows: in them, and on what says that they wait. Filters and pages are answered by other rows. */
const HELD_BY_KEYS = "tbody, [data-freshness]";

/**
 * Whether the operator's hand is on the list, by mouse or by keyboard: then its rows keep their places (LIST-8). The foot
 * counts as well: the button that lets the rows move would otherwise go before the hand that leaves them reaches it.
 */
export function useHold(): Hold {
  const [byPointer, setPointer] = useState(false);
  const [byKeys, setKeys] = useState(false);
  const handlers = {
    onPointerEnter: () => setPointer(true),
    onPointerLeave: () => setPointer(false),
    // A hand on the mouse is seen by the mouse: only a focus that keys gave holds. What a portal shows is not the list.
    onFocus: ({ currentTarget, target }: FocusEvent<HTMLElement>) =>
      setKeys(
        currentTarget.contains(target) && target.matches(":focus-visible") && !!target.closest(HELD_BY_KEYS),
      ),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget)) setKeys(false);
    },
  };
  return { isHeld: byPointer || byKeys, handlers };
}
