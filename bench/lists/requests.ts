/** The requests that operators make of the list of orders, and what each means in SQL. */
import type pg from "pg";

export type ListRequest = {
  name: string;
  /** Of `GET /api/orders`. */
  query: Record<string, string | number>;
  /** Asked by an operator of one authority rather than by one who sees everything. */
  external?: true;
  /** The same rows, as a condition on `orders`. */
  where: string;
  values: unknown[];
  /** The tally of the orders has all that the condition asks for. */
  isTallied?: true;
};

export const PAGE_SIZE = 50;
export const EXTERNAL_AUTHORITY = "CERTIPLUS";
export const CREATED_FROM = "created_at >= ($1::date)::timestamp AT TIME ZONE 'Europe/Paris'";
const QUEUES = ["toVerify", "toValidate", "toGenerate", "toDeliver", "incomplete"];
const WITHIN_AUTHORITY =
  "registration_authority_id = (SELECT id FROM registration_authority WHERE code = $1)";

/** What the requests look for, chosen among what the database holds. */
type Sought = { number: string; portuId: string; total: number; rare: string; common: string };

async function sought(client: pg.Client): Promise<Sought> {
  const one = async <T extends pg.QueryResultRow>(text: string) => (await client.query<T>(text)).rows[0];
  const middle = await one<{ number: string; portuId: string; total: string }>(`
    SELECT number, portu_id AS "portuId", (SELECT count(*) FROM orders) AS total FROM orders
    WHERE number = (SELECT (min(number) + max(number)) / 2 FROM orders)`);
  const byCount = (way: string) => `
    SELECT holder_search AS name FROM orders WHERE length(holder_search) BETWEEN 5 AND 9
    GROUP BY 1 ORDER BY count(*) ${way}, 1 LIMIT 1`;
  const rare = await one<{ name: string }>(byCount("ASC"));
  const common = await one<{ name: string }>(byCount("DESC"));
  if (!middle || !rare || !common) throw new Error("the database is empty");
  const { number, portuId, total } = middle;
  return { number, portuId, total: Number(total), rare: rare.name, common: common.name };
}

/** Each filter alone, each queue, each kind of page and of operator. */
export async function listRequests(client: pg.Client): Promise<ListRequest[]> {
  const { number, portuId, total, rare, common } = await sought(client);
  const from = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  const everything = { where: "true", values: [], isTallied: true as const };
  const named = (text: string) => ({
    query: { holder: text },
    where: "holder_search LIKE fold($1)",
    values: [`%${text}%`],
  });
  const lastPage = Math.max(1, Math.min(20_000, Math.floor(total / PAGE_SIZE)));
  return [
    { name: "default, 30 days", query: { createdFrom: from }, where: CREATED_FROM, values: [from] },
    ...QUEUES.map((queue) => ({
      name: `queue ${queue}`,
      query: { queue },
      where: "status = $1",
      values: [queue],
      isTallied: true as const,
    })),
    { name: "number", query: { number }, where: "number = $1", values: [number] },
    { name: "Portu ID", query: { portuId }, where: "portu_id = $1", values: [portuId] },
    { name: "part of a SIREN", query: { siren: "4242" }, where: "siren LIKE $1", values: ["%4242%"] },
    {
      name: "a small client",
      query: { client: "BÂTIMENT SERVICES" },
      where: "client_id = (SELECT id FROM client WHERE code = $1)",
      values: ["BÂTIMENT SERVICES"],
      isTallied: true,
    },
    {
      name: "the largest client",
      query: { client: "CERTEUROPE V4" },
      where: "client_id = (SELECT id FROM client WHERE code = $1)",
      values: ["CERTEUROPE V4"],
      isTallied: true,
    },
    {
      name: "renewals",
      query: { type: "renewal" },
      where: "type = $1",
      values: ["renewal"],
      isTallied: true,
    },
    {
      name: "delivered phase",
      query: { phase: "delivered" },
      where: "status = $1",
      values: ["delivered"],
      isTallied: true,
    },
    {
      name: "paper process",
      query: { process: "paper" },
      where: "process = $1",
      values: ["paper"],
      isTallied: true,
    },
    { name: "a two-letter name", ...named("to") },
    { name: "a three-letter name", ...named("hen") },
    { name: "a rare name", ...named(rare) },
    { name: "a common name", ...named(common) },
    { name: "all, page 1", query: { page: 1 }, ...everything },
    { name: "all, page 10,000", query: { page: Math.ceil(lastPage / 2) }, ...everything },
    { name: "all, page 20,000", query: { page: lastPage }, ...everything },
    {
      name: "external operator, 30 days",
      query: { createdFrom: from },
      external: true,
      where: `${CREATED_FROM} AND ${WITHIN_AUTHORITY.replace("$1", "$2")}`,
      values: [from, EXTERNAL_AUTHORITY],
    },
    {
      name: "external operator, all",
      query: {},
      external: true,
      where: WITHIN_AUTHORITY,
      values: [EXTERNAL_AUTHORITY],
      isTallied: true,
    },
  ];
}
