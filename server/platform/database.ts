/** The connection to PostgreSQL and its migrations. */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Kysely, type Transaction as KyselyTransaction, PostgresDialect, sql } from "kysely";
import pg from "pg";
import Cursor from "pg-cursor";
import { ConfigurationError } from "./config.ts";
import type { DB } from "./database-types.generated.ts";

export type Database = Kysely<DB>;
/** What store functions receive: they cannot reach the pool. */
export type Transaction = KyselyTransaction<DB>;
/** For reads that may stand alone or within a transaction. */
export type Queryable = Kysely<DB>;
/** Who works in the database, and who may change its shape when that is somebody else; in libpq form. */
export type DatabaseUrls = { application: string; owner?: string | undefined };

const BIGINT_OID = 20;
const DATE_OID = 1082;
/** Advisory lock held while migrating, so that two processes starting together do it once. */
const MIGRATION_LOCK = 5_411_001;
const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

/** Numbers of orders and sizes of files stay far below 2^53; one that would not is an error, not a rounding. */
function parseBigint(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError("bigint beyond 2^53");
  return number;
}

/** Opens a pool on the database at `url` (libpq form). */
export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid, format) => {
      if (Number(oid) === BIGINT_OID) return parseBigint;
      // A day of the calendar stays one: as an instant it would shift with the server's time zone.
      if (Number(oid) === DATE_OID) return (day: string) => day;
      return pg.types.getTypeParser(Number(oid), format);
    },
  };
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, types });
  // A connection that drops while idle is replaced by the next query; without a listener it would end the process.
  pool.on("error", () => undefined);
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) });
}

/** Runs `work` in one transaction (READ COMMITTED): what it throws undoes everything it did. */
export function inTransaction<T>(db: Database, work: (trx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}

/**
 * Applies the migrations that were not yet, each in a transaction, in the order of their numbers; then does `afterwards`,
 * which no other process does meanwhile. Gives their names. Writes nothing when there is nothing to apply. Throws
 * `ConfigurationError` when the database is of a newer version.
 */
export async function migrate(
  db: Database,
  afterwards?: (connection: Database) => Promise<void>,
): Promise<string[]> {
  const files = await ownMigrations();
  return db.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      const applied = await appliedMigrations(connection);
      refuseUnknown(applied, files);
      const missing = files.filter((file) => !applied.has(file));
      for (const file of missing) {
        const text = await readFile(`${MIGRATIONS}/${file}`, "utf8");
        await connection.transaction().execute(async (trx) => {
          await sql.raw(text).execute(trx);
          await sql`INSERT INTO migration (name) VALUES (${file})`.execute(trx);
        });
      }
      await afterwards?.(connection);
      return missing;
    } finally {
      await sql`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection);
    }
  });
}

/**
 * Throws `ConfigurationError` when the database has migrations that this version does not know: what it would write may not
 * be what the newer one expects. Only at a start; a process that runs already goes on beside a newer one.
 */
export async function refuseNewerDatabase(db: Queryable): Promise<void> {
  if (await hasMigrations(db)) refuseUnknown(await namesOfMigrations(db), await ownMigrations());
}

function refuseUnknown(applied: ReadonlySet<string>, known: readonly string[]): void {
  const unknown = [...applied].filter((name) => !known.includes(name)).toSorted();
  if (unknown.length === 0) return;
  throw new ConfigurationError(
    `The database is of a newer version of the portal: it has ${unknown.join(", ")}, and this one ends with ${known.at(-1)}. Start the version that made it, or a later one.`,
  );
}

async function ownMigrations(): Promise<string[]> {
  return (await readdir(MIGRATIONS)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
}

async function hasMigrations(db: Queryable): Promise<boolean> {
  const found = await sql<{ stands: boolean }>`SELECT to_regclass('migration') IS NOT NULL AS stands`.execute(
    db,
  );
  return found.rows[0]?.stands === true;
}

async function namesOfMigrations(db: Queryable): Promise<Set<string>> {
  const known = await sql<{ name: string }>`SELECT name FROM migration`.execute(db);
  return new Set(known.rows.map((row) => row.name));
}

async function appliedMigrations(db: Database): Promise<Set<string>> {
  // IF NOT EXISTS would ask for the right to create it even where it stands.
  if (!(await hasMigrations(db)))
    await sql`CREATE TABLE migration (
      name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`.execute(db);
  return namesOfMigrations(db);
}
