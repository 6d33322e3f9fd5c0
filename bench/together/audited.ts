/** Audited operations by many at once, beside the same statements written by hand, chained and durable alike. */
import { createHash } from "node:crypto";
import pg from "pg";
import { canonicalEntry } from "../../domain/journal/canonical.ts";
import type { Crew } from "./crew.ts";

export const WRITERS = 64;
const SLICE_MS = 3_000;
const SLICES = 3;

/** Operations a second, over HTTP and by hand, in turns in one run. */
export async function measureAudited(crew: Crew): Promise<{ portal: number; byHand: number }> {
  const clients = Array.from(
    { length: WRITERS },
    () => new pg.Client({ connectionString: crew.databaseUrl }),
  );
  for (const client of clients) client.on("error", () => undefined);
  await Promise.all(clients.map((client) => client.connect()));
  const operator = await operatorId(clients[0]);
  const counts = { portal: 0, byHand: 0 };
  const viaPortal = (writer: number, turn: number) => crew.comment(orderOf(crew, writer, turn), writer);
  const byHand = (writer: number, turn: number) =>
    commentByHand(clients[writer], operator, orderOf(crew, writer, turn));
  await forAWhile(viaPortal, 1_000);
  for (let slice = 0; slice < SLICES; slice++) {
    counts.portal += await forAWhile(viaPortal, SLICE_MS);
    counts.byHand += await forAWhile(byHand, SLICE_MS);
  }
  await Promise.all(clients.map((client) => client.end()));
  const seconds = (SLICE_MS * SLICES) / 1000;
  return { portal: counts.portal / seconds, byHand: counts.byHand / seconds };
}

/** No two writers at one order. */
const orderOf = ({ orders }: Crew, writer: number, turn: number): number =>
  orders[(writer + WRITERS * turn) % orders.length] ?? 0;

/** All writers, each again as soon as it is done; how often they were done. */
async function forAWhile(
  write: (writer: number, turn: number) => Promise<unknown>,
  milliseconds: number,
): Promise<number> {
  const until = performance.now() + milliseconds;
  let done = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let turn = 0; performance.now() < until; turn++) {
        await write(writer, turn);
        done += 1;
      }
    }),
  );
  return done;
}

async function operatorId(client: pg.Client | undefined): Promise<string> {
  const found = await client?.query<{ id: string }>("SELECT id FROM operator LIMIT 1");
  return found?.rows[0]?.id ?? "";
}

const LOADS = [
  `SELECT orders.*, a.code, a.name, c.code, c.name, s.account_id, s.family_name, s.given_name, s.email, s.mobile
   FROM orders JOIN registration_authority a ON a.id = registration_authority_id JOIN client c ON c.id = client_id
   JOIN subscriber s ON s.id = subscriber_id WHERE number = $1 FOR NO KEY UPDATE OF orders`,
  `SELECT d.*, o.display_name FROM supporting_document d LEFT JOIN operator o ON o.id = d.judged_by
   WHERE order_number = $1 AND replaced_at IS NULL ORDER BY d.id`,
  `SELECT c.*, o.display_name FROM signature_collection c JOIN operator o ON o.id = c.launched_by
   WHERE order_number = $1 ORDER BY launched_at DESC LIMIT 1`,
  "SELECT * FROM issuance WHERE order_number = $1",
];

/** What the operation asks of the order before it decides; then its row, its entry in the chain, its notice. */
async function commentByHand(client: pg.Client | undefined, operator: string, order: number): Promise<void> {
  if (!client) return;
  await client.query("BEGIN");
  for (const statement of LOADS) await client.query(statement, [order]);
  await client.query("INSERT INTO comment (order_number, operator_id, text, at) VALUES ($1, $2, $3, now())", [
    order,
    operator,
    "Vu.",
  ]);
  const head = await client.query<{ id: string; hash: string }>(
    "SELECT id, hash FROM journal_head FOR UPDATE",
  );
  const [last] = head.rows;
  if (!last) throw new Error("no journal");
  const at = new Date();
  const event = { type: "commentAdded", text: "Vu." };
  const entry = {
    id: Number(last.id) + 1,
    at: at.toISOString(),
    actorKind: "operator" as const,
    actorId: operator,
    actorName: "Opérateur",
    orderNumber: order,
    event,
    previousHash: last.hash,
  };
  const hash = createHash("sha256").update(canonicalEntry(entry)).digest("hex");
  await client.query(
    `INSERT INTO journal (id, at, actor_kind, actor_id, actor_name, order_number, event, previous_hash, hash)
     VALUES ($1, $2, 'operator', $3, $4, $5, $6, $7, $8)`,
    [entry.id, at, operator, entry.actorName, order, JSON.stringify(event), last.hash, hash],
  );
  await client.query("UPDATE journal_head SET id = $1, hash = $2", [entry.id, hash]);
  await client.query("SELECT pg_notify('portail_live', $1)", [
    JSON.stringify({ kind: "orderChanged", number: order, registrationAuthority: "", client: "" }),
  ]);
  await client.query("COMMIT");
}
