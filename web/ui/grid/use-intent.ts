import { useEffect, useRef } from "react";

/** How long one stays on something before it counts as meant, in milliseconds. */
const MEANT_AFTER = 120;

/** Calls `mean` once one has stayed on the same thing for a moment: passing over it means nothing. */
export function useIntent(mean: (key: number) => void) {
  const latest = useRef(mean);
  const current = useRef<number>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = mean;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const end = () => {
    clearTimeout(timer.current);
    current.current = undefined;
  };
  const begin = (key: number) => {
    if (key === current.current) return;
    end();
    current.current = key;
    timer.current = setTimeout(() => latest.current(key), MEANT_AFTER);
  };
  return { begin, end };
}
