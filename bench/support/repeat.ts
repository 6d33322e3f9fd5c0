/** How often something is measured: until it is enough, or has taken long enough. */

const WARM_UP = 5;
const BUDGET_MS = 40_000;

export type Runs = { wanted: number; atLeast: number };
const MANY: Runs = { wanted: 60, atLeast: 5 };

/** The milliseconds of each run. A slow one is run fewer times, never fewer than `atLeast`. */
export async function repeated(run: () => Promise<unknown>, runs: Runs = MANY): Promise<number[]> {
  return (await repeatedInTurn([run], runs))[0] ?? [];
}

/**
 * The same of several that are compared: they take turns, so that whatever else the machine does at the time slows all
 * of them alike.
 */
export async function repeatedInTurn(
  runs: readonly (() => Promise<unknown>)[],
  { wanted, atLeast }: Runs = MANY,
): Promise<number[][]> {
  const samples: number[][] = runs.map(() => []);
  const begun = performance.now();
  const tookLong = (share: number) => performance.now() - begun > BUDGET_MS * share;
  for (let warm = 0; warm < WARM_UP && !tookLong(0.1); warm++) for (const run of runs) await run();
  for (let turn = 0; turn < wanted && (turn < atLeast || !tookLong(1)); turn++) {
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      await run();
      samples[index]?.push(performance.now() - start);
    }
  }
  return samples;
}
