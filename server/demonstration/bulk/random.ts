/** Chance that repeats itself: the same seed and index always give the same rows. */

export type Random = () => number;

/** Numbers in [0, 1) for one thing of a kind; two kinds, two indexes or two seeds do not resemble each other. */
export function randomOf(seed: number, kind: number, index: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(kind + 1, 0xc2b2ae35);
  state = Math.imul(state ^ (state >>> 15) ^ Math.imul(index + 1, 0x27d4eb2f), 0x165667b1);
  // Mulberry32: small, fast, and even enough for names and dates.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list. With `skew` above 1 the first ones come far more often, as family names do. */
export function pick<T>(random: Random, list: readonly T[], skew = 1): T {
  const chosen = list[Math.floor(list.length * random() ** skew)];
  if (chosen === undefined) throw new RangeError("an empty list");
  return chosen;
}

/** One of a list whose members carry a weight. */
export function pickWeighted<T extends { weight: number }>(random: Random, list: readonly T[]): T {
  let left = random() * list.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of list) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return pick(random, list);
}

/** A whole number of `digits` digits, zeros in front kept. */
export function digits(random: Random, count: number): string {
  return String(Math.floor(random() * 10 ** count)).padStart(count, "0");
}
