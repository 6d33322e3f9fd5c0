/** Two connections that see the database as of one instant, however long they read and whoever writes meanwhile. */
import { sql } from "kysely";
import pg from "pg";
import { openDatabase, type Queryable } from "../platform/database.ts";

export type Snapshot = {
  /** For `COPY`, which Kysely does not know. */
  client: pg.Client;
  db: Queryable;
  at: Date;
};

/** Values as text that every server reads alike, whatever its own settings (as `pg_dump` sets them). */
export const PLAIN_TEXT = [
  "SET client_encoding = 'UTF8'",
  "SET DateStyle = 'ISO'",
  "SET IntervalStyle = 'postgres'",
  "SET TimeZone = 'UTC'",
  "SET extra_float_digits = 3",
  "SET bytea_output = 'hex'",
  // A dump takes as long as it takes.
  "SET statement_timeout = 0",
  "SET idle_in_transaction_session_timeout = 0",
  "SET max_parallel_workers_per_gather = 0",
] as const;

/** Runs `work` on a snapshot; nothing can be written in it. */
export async function inSnapshot<T>(url: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const found = await client.query<{ id: string; at: Date }>(
      "SELECT pg_export_snapshot() AS id, now() AS at",
    );
    const [exported] = found.rows;
    if (!exported) throw new Error("the database gives no snapshot");
    const db = openDatabase(url, { max: 1 });
    try {
      return await db
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute(async (trx) => {
          await sql`SET TRANSACTION SNAPSHOT ${sql.lit(exported.id)}`.execute(trx);
          await sql`SET idle_in_transaction_session_timeout = 0`.execute(trx);
          return work({ client, db: trx, at: exported.at });
        });
    } finally {
      await db.destroy();
    }
  });
}

/** Runs `work` on a connection of its own, whose values are plain text. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  // What is asked of it tells of a connection that was cut; without a listener that would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    for (const setting of PLAIN_TEXT) await client.query(setting);
    return await work(client);
  } finally {
    await client.end();
  }
}
