/**
 * Fills an empty database with as many orders as asked for, to measure with. Unlike the demonstration this is not lived
 * through: rows are written as they would stand, without pieces, collections, mails or journal.
 */
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { refreshStandings } from "../../order/priority-store.ts";
import { inTransaction, type Transaction } from "../../platform/database.ts";
import type { DB } from "../../platform/database-types.generated.ts";
import { copyIn } from "./copy-in.ts";
import { loadCertificates } from "./load-certificates.ts";
import * as rows from "./load-orders.ts";
import { AUTHORITIES, CLIENTS } from "./organizations.ts";
import { specimenCertificate } from "./specimen-certificate.ts";
import { withoutIndexes } from "./without-indexes.ts";

const TABLES = ["subscriber", "orders", "issuance", "certificate"];
const BATCH = 5000;

/** The database already holds orders or subscribers: a load never mixes with what is real. */
export class NotEmptyError extends Error {}

/** All or nothing: one transaction, then the statistics that plans rest on. Throws `NotEmptyError`. */
export async function fillInBulk(url: string, load: rows.Load): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // A cut connection is told by what was under way over it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    // Kysely and COPY share one connection, and so one transaction.
    const connection = Object.assign(client, { release: () => undefined });
    const pool = { options: {}, connect: async () => connection, end: async () => undefined };
    const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
    await inTransaction(db, async (trx) => {
      await refuseUnlessEmpty(trx);
      await sql`SET LOCAL maintenance_work_mem = '512MB'`.execute(trx);
      await sql`SET LOCAL work_mem = '128MB'`.execute(trx);
      // Tallying each batch costs more than counting once.
      await sql`ALTER TABLE orders DISABLE TRIGGER USER`.execute(trx);
      await withoutIndexes(trx, TABLES, () => loadAll(client, trx, load));
      await sql`ANALYZE`.execute(trx);
      await refreshAllStandings(trx, load);
      await sql`ALTER TABLE orders ENABLE TRIGGER USER`.execute(trx);
      await sql`SELECT refill_order_tally()`.execute(trx);
    });
    // Maps of visible rows: without them no index answers alone.
    await sql`VACUUM (ANALYZE) subscriber, orders, order_tally, issuance, certificate`.execute(db);
  } finally {
    await client.end();
  }
}

async function refuseUnlessEmpty(trx: Transaction): Promise<void> {
  await sql`LOCK TABLE orders, subscriber IN ACCESS EXCLUSIVE MODE`.execute(trx);
  const found = await sql<{ used: boolean }>`
    SELECT EXISTS (SELECT FROM orders) OR EXISTS (SELECT FROM subscriber) AS used`.execute(trx);
  if (found.rows[0]?.used) throw new NotEmptyError("La base contient déjà des commandes.");
}

async function loadAll(client: pg.ClientBase, trx: Transaction, load: rows.Load): Promise<void> {
  const ids = await insertReferences(trx);
  await copyIn(client, "subscriber", rows.SUBSCRIBER_COLUMNS, rows.subscriberRows(load, ids));
  await copyIn(client, "orders", rows.ORDER_COLUMNS, rows.orderRows(load, ids));
  await loadCertificates(trx, load, await specimenCertificate(load.now));
  // COPY writes identities itself: the next order takes the number after the last.
  for (const [table, column] of [
    ["subscriber", "id"],
    ["orders", "number"],
  ] as const)
    await sql`SELECT setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(column)}))
      FROM ${sql.table(table)}`.execute(trx);
}

/** Those of the same code may be there already: an installation that was set up and has no order yet. */
async function insertReferences(trx: Transaction): Promise<rows.LoadIds> {
  const insert = async (table: "registration_authority" | "client", codes: string[]) => {
    const inserted = await trx
      .insertInto(table)
      .values(codes.map((code) => ({ code, name: code })))
      .onConflict((conflict) => conflict.column("code").doUpdateSet({ code: sql`excluded.code` }))
      .returning(["id", "code"])
      .execute();
    return new Map(inserted.map(({ id, code }) => [code, id]));
  };
  return {
    authorities: await insert("registration_authority", AUTHORITIES),
    clients: await insert(
      "client",
      CLIENTS.map(({ code }) => code),
    ),
  };
}

/** By the portal's own rule. */
async function refreshAllStandings(trx: Transaction, load: rows.Load): Promise<void> {
  const count = rows.subscriberCount(load);
  for (let first = 1; first <= count; first += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - first + 1) }, (_, i) => first + i);
    await refreshStandings(trx, ids, load.now);
  }
}
