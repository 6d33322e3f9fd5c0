/** Each request over HTTP, and beside it the best bare SQL on the same database. */
import pg from "pg";
import { isCountedBeside } from "../../domain/orders/order-list-api.ts";
import { percentile, say } from "../support/figures.ts";
import type { PortalProcess } from "../support/portal-process.ts";
import { repeatedInTurn } from "../support/repeat.ts";
import { fastestSql } from "./bare-sql.ts";
import { EXTERNAL_AUTHORITY, listRequests, PAGE_SIZE } from "./requests.ts";

const WARM_UP = 300;

/** Milliseconds: until the rows are there, and until the total is there too, which some lists count beside. */
export type Measured = { name: string; p50: number; p95: number; complete: number; bare: number };

export async function measureRequests(
  portal: PortalProcess,
  databaseUrl: string,
  { explain, only }: { explain: boolean; only: readonly string[] },
): Promise<Measured[]> {
  const clients = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)] as const;
  for (const client of clients) await client.connect();
  try {
    const internal = await portal.signIn("RA_INTERNAL");
    const external = await portal.signIn("RA_EXTERNAL", [EXTERNAL_AUTHORITY]);
    const every = await listRequests(clients[0]);
    const requests = only.length > 0 ? every.filter(({ name }) => only.includes(name)) : every;
    await warmUp(portal, internal);
    const results: Measured[] = [];
    for (const request of requests) {
      const cookie = request.external ? external : internal;
      const beside = isCountedBeside(request.query);
      const rowTimes: number[] = [];
      const ask = async (path: string) => {
        const { status, milliseconds } = await portal.get(path, cookie);
        if (status !== 200) throw new Error(`${path}: ${status}`);
        return milliseconds;
      };
      // As the page does: both are asked for at once.
      const overHttp = async () => {
        const [rows] = await Promise.all([
          ask(pathOf(request.query)),
          beside ? ask(pathOf(request.query, "/count")) : undefined,
        ]);
        rowTimes.push(rows);
      };
      const bareSql = await fastestSql(clients, request, explain);
      const [samples = [], bareSamples = []] = await repeatedInTurn([overHttp, bareSql]);
      const measured = {
        name: request.name,
        p50: percentile(rowTimes.slice(-samples.length), 0.5),
        p95: percentile(rowTimes.slice(-samples.length), 0.95),
        complete: percentile(samples, 0.5),
        bare: percentile(bareSamples, 0.5),
      };
      say(
        `${request.name.padEnd(28)} p50 ${measured.p50.toFixed(1)} ms, p95 ${measured.p95.toFixed(1)} ms, with its total ${measured.complete.toFixed(1)} ms, ` +
          `bare ${measured.bare.toFixed(1)} ms (${samples.length} requests)`,
      );
      results.push(measured);
    }
    return results;
  } finally {
    for (const client of clients) await client.end();
  }
}

/** A portal that has served for a while: what V8 compiles once is not what a request costs. */
async function warmUp(portal: PortalProcess, cookie: string): Promise<void> {
  for (let i = 0; i < WARM_UP; i++) await portal.get(pathOf({ queue: "toVerify" }), cookie);
}

export function pathOf(query: Record<string, string | number>, what = ""): string {
  const entries = Object.entries({ pageSize: PAGE_SIZE, ...query }).map(([key, value]) => [
    key,
    String(value),
  ]);
  return `/api/orders${what}?${new URLSearchParams(Object.fromEntries(entries))}`;
}

const OPERATORS = 50;
const REQUESTS_EACH = 8;

/** Fifty operators at once, each asking anew as soon as they are answered; the p50 and p95 of all their requests. */
export async function measureCrowd(portal: PortalProcess): Promise<{ p50: number; p95: number }> {
  const from = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  const asked = [
    { createdFrom: from },
    { queue: "toVerify" },
    { holder: "hen" },
    { createdFrom: from, page: 2 },
  ];
  const samples: number[] = [];
  const operate = async (cookie: string, turn: number) => {
    for (let i = 0; i < REQUESTS_EACH; i++) {
      const query = asked[(turn + i) % asked.length] ?? {};
      const { milliseconds } = await portal.get(pathOf(query), cookie);
      samples.push(milliseconds);
    }
  };
  const cookies: string[] = [];
  for (let i = 0; i < OPERATORS; i++) cookies.push(await portal.signIn("RA_INTERNAL"));
  await Promise.all(cookies.map(operate));
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}
