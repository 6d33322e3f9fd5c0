/**
 * `npm run faults -- [NAME…] [--json]`: puts real installations to faults that come from outside, and examines each
 * afterwards. Exit status 1 when a figure misses its limit.
 */
import { asText, type Figure, figure, limited, say } from "../../bench/support/figures.ts";
import { type Scenario, SkippedError, stopAll } from "./examination/scenario.ts";

const SCENARIOS: Record<string, () => Promise<Scenario>> = {
  kills: async () => (await import("./scenarios/kills.ts")).kills,
  cuts: async () => (await import("./scenarios/cuts.ts")).cuts,
  "database-killed": async () => (await import("./scenarios/database-away.ts")).databaseKilled,
  "database-paused": async () => (await import("./scenarios/database-away.ts")).databasePaused,
  embedded: async () => (await import("./scenarios/embedded.ts")).embedded,
  mail: async () => (await import("./scenarios/mail.ts")).mail,
  webhooks: async () => (await import("./scenarios/webhooks.ts")).webhooks,
  clock: async () => (await import("./scenarios/clock.ts")).clock,
  disk: async () => (await import("./scenarios/disk.ts")).disk,
  stops: async () => (await import("./scenarios/stops.ts")).stops,
  "first-start": async () => (await import("./scenarios/first-start.ts")).firstStart,
};

const names = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const unknown = names.filter((name) => !Object.hasOwn(SCENARIOS, name));
if (unknown.length > 0) {
  say(`Usage: faults [NAME…] [--json], NAME one of: ${Object.keys(SCENARIOS).join(", ")}`);
  process.exit(2);
}

// Interrupted, it leaves no process and no folder behind.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void stopAll().finally(() => process.exit(1)));

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
    await stopAll();
    return [limited(`${name}: did not come to its end`, 1, "times", 0)];
  } finally {
    clearTimeout(timer);
    say(`${name}: ${Math.round(seconds(begun))} s`);
  }
}

function seconds(begun: number): number {
  return (performance.now() - begun) / 1000;
}
