/**
 * `npm run bench -- order [--orders N] [--steps N]`: the next order from an open one, among a million: from the click to
 * the first page of its first document. The limit is that of docs/performance.md.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { startBrowser } from "../tests/e2e/support/browser.ts";
import { addPieces } from "./order/add-pieces.ts";
import { LOOKED_AT, travel } from "./order/travel.ts";
import { startBenchServer } from "./support/database.ts";
import { type Figure, figure, limited, percentile, say } from "./support/figures.ts";
import { startPortalProcess } from "./support/portal-process.ts";

const NEXT_ORDER_MS = 300;
const WARM_UP = 3;

/** Gives the figures; everything that was started is stopped and taken away. */
export async function benchOrder(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: "string", default: "1000000" },
      steps: { type: "string", default: "40" },
    },
  });
  const [orders, steps] = [Number(values.orders), Number(values.steps)];
  if (!Number.isInteger(orders) || !Number.isInteger(steps) || orders < 1000 || steps < 1)
    throw new Error("--orders is a number of orders, at least 1000; --steps a number of orders to open");
  // An old page says nothing.
  await promisify(execFile)(process.execPath, ["tools/build-web.ts"]);
  const server = await startBenchServer();
  try {
    const url = await server.filled(orders);
    const folder = join(server.folder, "portal");
    await addPieces(url, join(folder, "data"));
    const portal = await startPortalProcess(url, folder);
    const browser = await startBrowser();
    try {
      const measure = async (pause: number) =>
        (await travel(browser, portal, { steps: steps + WARM_UP, pause })).slice(WARM_UP);
      const looked = await measure(LOOKED_AT);
      const hurried = await measure(0);
      say(`${looked.length} orders looked at, ${hurried.length} passed over at once`);
      return [
        limited("next order to its first page: p50", percentile(looked, 0.5), "ms", NEXT_ORDER_MS),
        figure("next order to its first page: p95", percentile(looked, 0.95), "ms"),
        figure("next order at once, nothing fetched ahead yet: p50", percentile(hurried, 0.5), "ms"),
        figure("next order at once, nothing fetched ahead yet: p95", percentile(hurried, 0.95), "ms"),
      ];
    } finally {
      await browser.close();
      await portal.stop();
    }
  } finally {
    await server.stop();
  }
}
