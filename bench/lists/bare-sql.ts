/** The best that SQL alone can do for a request: the fastest of several ways to write the same page, and its count. */
import type pg from "pg";
import { percentile, say } from "../support/figures.ts";
import { repeated } from "../support/repeat.ts";
import { type ListRequest, PAGE_SIZE } from "./requests.ts";

const COLUMNS = `o.number, o.portu_id, o.siren, o.holder_family_name, o.holder_given_name, o.created_at,
  client.name AS client_name, o.type, o.process, o.status, o.cnbf_number, o.bar_number, o.priority`;
const ORDER = ["priority", "priority_until", "created_at", "number"];
const sorted = (way = "", prefix = "") => ORDER.map((column) => `${prefix}${column} ${way}`).join(", ");
const TRIES = { wanted: 5, atLeast: 2 };

/** The page written in each way that may win; `total` is how many rows fit in all. */
function waysToWrite({ where, query }: ListRequest, total: number): Record<string, string> {
  const offset = (Number(query.page ?? 1) - 1) * PAGE_SIZE;
  const left = Math.max(0, Math.min(PAGE_SIZE, total - offset));
  const rowsOf = (numbers: string) => `
    SELECT ${COLUMNS} FROM (${numbers}) page JOIN orders o USING (number) JOIN client ON client.id = o.client_id
    ORDER BY ${sorted("", "o.")}`;
  const limit = `LIMIT ${PAGE_SIZE} OFFSET ${offset}`;
  return {
    plain: `SELECT ${COLUMNS} FROM orders o JOIN client ON client.id = o.client_id
      WHERE ${where} ORDER BY ${sorted("", "o.")} ${limit}`,
    "numbers first": rowsOf(`SELECT number FROM orders WHERE ${where} ORDER BY ${sorted()} ${limit}`),
    "filter first": rowsOf(`
      WITH found AS MATERIALIZED (SELECT ${ORDER.join(", ")} FROM orders WHERE ${where})
      SELECT number FROM found ORDER BY ${sorted()} ${limit}`),
    "from the end": rowsOf(`
      SELECT number FROM orders WHERE ${where} ORDER BY ${sorted("DESC")}
      LIMIT ${left} OFFSET ${Math.max(0, total - offset - left)}`),
  };
}

/**
 * Chooses the fastest way, and gives what asks page and count at the same time on two connections, as the portal does.
 * With `explain` the plans go to standard error.
 */
export async function fastestSql(
  [first, second]: readonly [pg.Client, pg.Client],
  request: ListRequest,
  explain: boolean,
): Promise<() => Promise<unknown>> {
  const counting = `SELECT count(*) FROM orders WHERE ${request.where}`;
  const total = Number((await second.query<{ count: string }>(counting, request.values)).rows[0]?.count);
  // Where the tally answers, it is the best that SQL can do: the portal has no head start.
  const count = request.isTallied ? `SELECT sum(orders) FROM order_tally WHERE ${request.where}` : counting;
  let best = { way: "", text: "", p50: Number.POSITIVE_INFINITY };
  for (const [way, text] of Object.entries(waysToWrite(request, total))) {
    const p50 = percentile(await repeated(() => first.query(text, request.values), TRIES), 0.5);
    if (p50 < best.p50) best = { way, text, p50 };
  }
  if (explain)
    for (const [what, text] of [
      [`page (${best.way})`, best.text],
      ["count", count],
    ]) {
      const plan = await first.query<{ "QUERY PLAN": string }>(
        `EXPLAIN (ANALYZE, BUFFERS) ${text}`,
        request.values,
      );
      say(
        `\n${request.name}, ${what}, ${total} rows fit\n${plan.rows.map((row) => row["QUERY PLAN"]).join("\n")}`,
      );
    }
  return () => Promise.all([first.query(best.text, request.values), second.query(count, request.values)]);
}
