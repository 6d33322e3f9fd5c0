/**
 * `npm run faults -- [NAME…] [--json]`: puts real installations to faults that come from outside, and examines each
 * afterwards. Exit status 1 when a figure misses its limit.
 */
import { asText, type Figure, figure, limited, say } from "../../bench/support/figures.ts";
import { type Scenario, SkippedError } from "./scenario.ts";

const SCENARIOS: Record<string, () => Promise<Scenario>> = {
  kills: async () => (await import("./scenarios/kills.ts")).kills,
};

const names = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const unknown = names.filter((name) => !Object.hasOwn(SCENARIOS, name));
if (unknown.length > 0) {
  say(`Usage: faults [NAME…] [--json], NAME one of: ${Object.keys(SCENARIOS).join(", ")}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, load] of Object.entries(SCENARIOS))
  if (names.length === 0 || names.includes(name)) figures.push(...(await put(name, await load())));
const text = process.argv.includes("--json") ? JSON.stringify({ figures }, null, 2) : asText(figures);
process.stdout.write(`${text}\n`);
process.exit(figures.some(({ holds }) => holds === false) ? 1 : 0);

/** Within its own bound; what it throws is a figure that misses. */
async function put(name: string, { what, minutes, run }: Scenario): Promise<Figure[]> {
  say(`${name}: ${what}`);
  const begun = performance.now();
  const late = Promise.withResolvers<Figure[]>();
  const timer = setTimeout(
    () => late.reject(new Error(`not over within ${minutes} minutes`)),
    minutes * 60_000,
  );
  try {
    return [...(await Promise.race([run(), late.promise])), figure(`${name}: time`, seconds(begun), "s")];
  } catch (error) {
    if (error instanceof SkippedError) return [figure(`${name}: skipped, ${error.message}`, 0, "times")];
    say(`  FAULT ${name}: ${error instanceof Error ? error.stack : String(error)}`);
    return [limited(`${name}: did not come to its end`, 1, "times", 0)];
  } finally {
    clearTimeout(timer);
    say(`${name}: ${Math.round(seconds(begun))} s`);
  }
}

function seconds(begun: number): number {
  return (performance.now() - begun) / 1000;
}
