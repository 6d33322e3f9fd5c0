/** Exported files as their receivers find them, beside the lists that they come from. */
import { sql } from "kysely";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import { type ReadCell, readBack } from "../../server/platform/xlsx/testing.ts";
import type { Answer, SignedInOperator } from "./operators.ts";
import type { TestPortal } from "./test-portal.ts";

export type Download = { answer: Answer; sheet: string; titles: ReadCell[]; rows: ReadCell[][] };

/** Downloads an export and reads its one sheet. */
export async function download(operator: SignedInOperator, url: string): Promise<Download> {
  const answer = await operator.request("GET", url);
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
  const [first] = await readBack(answer.raw);
  const [titles = [], ...rows] = first?.data ?? [];
  return { answer, sheet: first?.sheet ?? "", titles, rows };
}

/** Every row of a list, page by page, as the screen gets them. */
export async function everyRow<Row>(
  operator: SignedInOperator,
  url: string,
  query: Record<string, string> = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const parameters = new URLSearchParams({ ...query, page: String(page), pageSize: "3" });
    const { body } = await operator.request("GET", `${url}?${parameters}`);
    rows.push(...body.rows);
    if (body.rows.length < 3) return rows;
  }
}

const wall = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Paris",
  dateStyle: "short",
  timeStyle: "medium",
});

/** What a cell shows for an instant: the local time of the operators, to the second, as if it were UTC. */
export function shownInParis(instant: string): Date {
  return new Date(`${wall.format(new Date(instant)).replace(" ", "T")}Z`);
}

/** The exports that the journal knows, oldest first, with who made them. */
export async function journalledExports(
  portal: TestPortal,
): Promise<(Extract<JournalEvent, { type: "listExported" }> & { by: string })[]> {
  const rows = await portal.services.db
    .selectFrom("journal")
    .select(["actor_name", "event"])
    .where(sql<string>`event ->> 'type'`, "=", "listExported")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ actor_name, event }) =>
    event.type === "listExported" ? [{ ...event, by: actor_name }] : [],
  );
}

/** Copies of an order, created a second apart before it: enough for what shows only with many. */
export async function copyOrder(portal: TestPortal, number: number, copies: number): Promise<void> {
  await sql`
    INSERT INTO orders (portu_id, registration_authority_id, client_id, subscriber_id, process, type, medium, status,
      information, created_at, intake_key, intake_body_sha256)
    SELECT 1000000 + i, registration_authority_id, client_id, subscriber_id, process, type, medium, status,
      information, created_at - i * interval '1 second', 'copy-' || i, intake_body_sha256
    FROM orders, generate_series(1, ${copies}) AS i WHERE number = ${number}`.execute(portal.services.db);
}
