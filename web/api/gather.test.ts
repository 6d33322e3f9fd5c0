import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather } from "./gather.ts";

const flushed: number[][] = [];
let isAsleep = false;
const gathered = () =>
  gather<number>({
    flush: (items) => flushed.push([...items]),
    wait: 300,
    pause: 1000,
    isAsleep: () => isAsleep,
  });

beforeEach(() => {
  vi.useFakeTimers();
  flushed.length = 0;
  isAsleep = false;
});
afterEach(() => {
  vi.useRealTimers();
});

test("what comes in a burst is handed over once, each thing once", () => {
  const { add } = gathered();
  for (const item of [1, 2, 1]) add(item);
  vi.advanceTimersByTime(299);
  expect(flushed).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(flushed).toEqual([[1, 2]]);
});

test("a burst without end is handed over at intervals, neither never nor each time", () => {
  const { add } = gathered();
  for (let item = 0; item < 30; item += 1) {
    add(item);
    vi.advanceTimersByTime(100);
  }
  expect(flushed.length).toBe(3);
});

test("while it sleeps everything is kept, and handed over on waking", () => {
  const { add, wake } = gathered();
  isAsleep = true;
  add(7);
  vi.advanceTimersByTime(60_000);
  expect(flushed).toEqual([]);
  isAsleep = false;
  wake();
  vi.advanceTimersByTime(300);
  expect(flushed).toEqual([[7]]);
});
