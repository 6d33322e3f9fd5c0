/** Choices that look random and are always the same for the same seed: specimens must be made again byte for byte. */

/** FNV-1a, 32 bits, over UTF-16 units, then mixed: close seeds must not give close numbers. */
function hashOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++)
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export type Draws = {
  /** An integer from `least` to `most`; `what` names the choice, so that each is independent of the others. */
  number(what: string, least: number, most: number): number;
  one<T>(what: string, options: readonly [T, ...T[]]): T;
  digits(what: string, count: number): string;
};

export function drawsFor(seed: string): Draws {
  const number = (what: string, least: number, most: number) =>
    least + (hashOf(`${seed}/${what}`) % (most - least + 1));
  return {
    number,
    one: (what, options) => options[number(what, 0, options.length - 1)] ?? options[0],
    digits: (what, count) =>
      Array.from({ length: count }, (_, index) => number(`${what}${index}`, 0, 9)).join(""),
  };
}
