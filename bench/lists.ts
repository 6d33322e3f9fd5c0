/**
 * `npm run bench -- lists [--orders N] [--small N] [--only REQUEST]… [--explain] [--no-export] [--no-browser]`: the list
 * of orders over HTTP beside the best bare SQL, at two sizes, its page in a browser and its export, on one machine in one
 * run. The limits are those of docs/performance.md.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureBrowser } from "./lists/measure-browser.ts";
import { type MeasuredExport, measureExport } from "./lists/measure-export.ts";
import { type Measured, measureCrowd, measureRequests } from "./lists/measure-requests.ts";
import { type BenchServer, startBenchServer } from "./support/database.ts";
import { type Figure, figure, limited } from "./support/figures.ts";
import { startPortalProcess } from "./support/portal-process.ts";

const RATIO = 2;
/** Below this difference a ratio says nothing: it is the price of HTTP itself. */
const ABOVE_MS = 3;
const GROWTH = 3;
const EXPORT_RATIO = 6;
const MEMORY_RATIO = 1.15;
const FEWER_ROWS = 100_000;
const SCRIPTS_KB = 250;
const CLICK_MS = 150;

type Sized = { orders: number; url: string; requests: Measured[]; crowd: { p50: number; p95: number } };

/** Gives the figures; everything that was started is stopped and taken away. */
export async function benchLists(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: "string", default: "1000000" },
      small: { type: "string", default: "10000" },
      only: { type: "string", multiple: true, default: [] },
      "no-browser": { type: "boolean", default: false },
      explain: { type: "boolean", default: false },
      "no-export": { type: "boolean", default: false },
    },
  });
  const [large, small] = [Number(values.orders), Number(values.small)];
  if (!Number.isInteger(large) || !Number.isInteger(small) || small < 1000 || large < small)
    throw new Error("--orders and --small are numbers of orders, at least 1000");
  const server = await startBenchServer();
  try {
    const few = await measureSize(server, small, { explain: false, only: values.only });
    const many = large > small ? await measureSize(server, large, values) : few;
    const browser = values["no-browser"] ? [] : await browserFigures(server, many);
    const exports = values["no-export"] ? [] : await measureExports(server, many);
    return [...requestFigures(many, few), ...browser, ...exports];
  } finally {
    await server.stop();
  }
}

async function measureSize(
  server: BenchServer,
  orders: number,
  options: { explain: boolean; only: readonly string[] },
): Promise<Sized> {
  const url = await server.filled(orders);
  const portal = await startPortalProcess(url, join(server.folder, `portal-${orders}`));
  try {
    const requests = await measureRequests(portal, url, options);
    return { orders, url, requests, crowd: await measureCrowd(portal) };
  } finally {
    await portal.stop();
  }
}

function requestFigures(many: Sized, few: Sized): Figure[] {
  const figures = many.requests.flatMap(({ name, p50, p95, complete, bare }) => {
    const before = few.requests.find((request) => request.name === name);
    const growth = before ? p95 / before.p95 : Number.NaN;
    return [
      figure(`${name}: HTTP p50`, p50, "ms"),
      figure(`${name}: HTTP p95`, p95, "ms"),
      figure(`${name}: bare SQL p50`, bare, "ms"),
      figure(`${name}: HTTP p50 with the total`, complete, "ms"),
      limited(
        `${name}: HTTP p50 with the total ÷ bare SQL p50`,
        complete / bare,
        "ratio",
        RATIO,
        complete - bare <= ABOVE_MS,
      ),
      figure(`${name}: HTTP p95 at ${few.orders} orders`, before?.p95 ?? Number.NaN, "ms"),
      limited(`${name}: p95 at ${many.orders} ÷ at ${few.orders}`, growth, "ratio", GROWTH),
    ];
  });
  return [
    ...figures,
    figure("50 operators at once: p50", many.crowd.p50, "ms"),
    figure("50 operators at once: p95", many.crowd.p95, "ms"),
  ];
}

async function browserFigures(server: BenchServer, { url }: Sized): Promise<Figure[]> {
  const { scripts, clickP50, clickP95 } = await measureBrowser(url, join(server.folder, "portal-browser"));
  return [
    limited("list page: JavaScript before the first row", scripts, "KB", SCRIPTS_KB),
    limited("click on a sort or filter to painted rows (median)", clickP50, "ms", CLICK_MS),
    figure("click on a sort or filter to painted rows (p95)", clickP95, "ms"),
  ];
}

/** Each in a portal of its own, so that its memory is that of this export. */
async function measureExports(server: BenchServer, { url, orders }: Sized): Promise<Figure[]> {
  const folder = (name: string) => join(server.folder, `export-${name}`);
  const part = await measureExport(url, folder("part"), Math.min(FEWER_ROWS, Math.ceil(orders / 10)));
  const all = await measureExport(url, folder("all"), "all");
  if (!part || !all) return [figure("export: skipped, the portal has no such route", 0, "rows")];
  return [
    ...exportFigures(part),
    ...exportFigures(all),
    limited(
      "export: peak memory of all ÷ of the part",
      all.peakMemory / part.peakMemory,
      "ratio",
      MEMORY_RATIO,
    ),
  ];
}

function exportFigures({ rows, seconds, copySeconds, peakMemory }: MeasuredExport): Figure[] {
  const name = `export of ${rows} rows`;
  return [
    figure(`${name}: time`, seconds, "s"),
    figure(`${name}: COPY csv of the same query`, copySeconds, "s"),
    limited(`${name}: time ÷ COPY csv`, seconds / copySeconds, "ratio", EXPORT_RATIO),
    figure(`${name}: peak memory of the server`, peakMemory, "MB"),
  ];
}
