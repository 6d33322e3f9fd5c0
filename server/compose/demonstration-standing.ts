/**
 * How far the demonstration of a first start is: the table `demonstration` says so. Its row is written before anything else of
 * it, and completed after everything.
 */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { type Database, openDatabase, type Queryable } from "../platform/database.ts";
import { ifPresent } from "../platform/durable-file.ts";

/** Beside a demonstration under way, by earlier versions, which had no such table. */
const EARLIER_MARK = "demonstration-under-way";

/** Notes that it is begun, in a database that is still empty. */
export async function noteBegun(db: Database): Promise<void> {
  await db.insertInto("demonstration").defaultValues().execute();
}

/** Notes that all of it is there. */
export async function noteFilled(db: Database): Promise<void> {
  await db.updateTable("demonstration").set({ filled_at: sql`now()` }).execute();
}

/** Since when it is being filled in; undefined when it is there, or none was begun. */
export async function underWaySince(db: Queryable): Promise<Date | undefined> {
  const row = await db.selectFrom("demonstration").select(["begun_at", "filled_at"]).executeTakeFirst();
  return row?.filled_at === null ? row.begun_at : undefined;
}

/** Since when an earlier start was filling it in that was interrupted, in the embedded database at `url`. */
export async function interruptedSince(url: string, dataDir: string): Promise<Date | undefined> {
  const db = openDatabase(url, { max: 1 });
  try {
    const found = await sql<{ stands: boolean }>`
      SELECT to_regclass('demonstration') IS NOT NULL AS stands`.execute(db);
    const since = found.rows[0]?.stands ? await underWaySince(db) : undefined;
    return since ?? (await ifPresent(stat(join(dataDir, EARLIER_MARK))))?.mtime;
  } finally {
    await db.destroy();
  }
}

/**
 * Forgets a demonstration that was interrupted: nobody has worked in it, since no door was open. `dropDatabase` takes away its
 * rows; the mails that it wrote since go with them. What the authority issued stays on its record, files are collected when
 * no row names them, and keys and cards are used again.
 */
export async function forgetDemonstration(
  dataDir: string,
  since: Date,
  dropDatabase: () => Promise<void>,
): Promise<void> {
  const mailbox = join(dataDir, "mail");
  for (const name of (await ifPresent(readdir(mailbox))) ?? []) {
    const path = join(mailbox, name);
    if ((await stat(path)).mtime >= since) await rm(path);
  }
  await dropDatabase();
  await rm(join(dataDir, EARLIER_MARK), { force: true });
}
