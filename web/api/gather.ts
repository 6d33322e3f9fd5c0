/** Gathers what comes in bursts, and hands it over together. */

export type Gathered<T> = { add: (item: T) => void; wake: () => void };

type Options<T> = {
  flush: (items: ReadonlySet<T>) => void;
  /** How long the first of a burst waits for the others, in milliseconds. */
  wait: number;
  /** The least time between two handovers: a burst without end must not become requests without end. */
  pause: number;
  /** While true, what comes is kept. `wake` says that it may have become false. */
  isAsleep: () => boolean;
};

export function gather<T>({ flush, wait, pause, isAsleep }: Options<T>): Gathered<T> {
  let items = new Set<T>();
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function handOver(): void {
    timer = undefined;
    if (items.size === 0 || isAsleep()) return;
    const together = items;
    items = new Set();
    last = performance.now();
    flush(together);
  }
  function wake(): void {
    if (items.size === 0 || isAsleep()) return;
    if (timer === undefined) timer = setTimeout(handOver, Math.max(wait, last + pause - performance.now()));
  }
  return {
    add(item) {
      items.add(item);
      wake();
    },
    wake,
  };
}
