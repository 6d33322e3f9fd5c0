/** `npm run bench -- NAME [options]`: runs one benchmark and prints its figures. Exit status 1 when one misses. */
import { asText, type Figure } from "./support/figures.ts";

const BENCHMARKS: Record<string, () => Promise<(args: string[]) => Promise<Figure[]>>> = {
  authority: async () => (await import("./authority.ts")).benchAuthority,
  lists: async () => (await import("./lists.ts")).benchLists,
  order: async () => (await import("./order.ts")).benchOrder,
  notices: async () => (await import("./notices.ts")).benchNotices,
  together: async () => (await import("./together.ts")).benchTogether,
  signatures: async () => (await import("./signatures.ts")).benchSignatures,
};

const [name = "", ...args] = process.argv.slice(2);
const load = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
if (!load) {
  console.error(`Usage: bench NAME [--json], NAME one of: ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(2);
}
const bench = await load();
const figures = await bench(args.filter((arg) => arg !== "--json"));
console.log(args.includes("--json") ? JSON.stringify({ figures }, null, 2) : asText(figures));
process.exitCode = figures.some((figure) => figure.holds === false) ? 1 : 0;
