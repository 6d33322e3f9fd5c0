/** The connection to PostgreSQL and its migrations. */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  Kysely,
  type Transaction as KyselyTransaction,
  PostgresDialect,
  type PostgresPool,
  sql,
} from "kysely";
import pg from "pg";
import { CommitWait } from "./commit-wait.ts";
import { ConfigurationError } from "./config.ts";
import { DatabaseAwayError, isServersAnswer } from "./database-errors.ts";
import type { DB } from "./database-types.generated.ts";
import { EndingCursor } from "./ending-cursor.ts";
import { PoolSockets } from "./pool-sockets.ts";
import { StandingConnection } from "./standing-connection.ts";
import { within } from "./within.ts";

export type Database = Kysely<DB>;
/** What store functions receive: they cannot reach the pool. */
export type Transaction = KyselyTransaction<DB>;
/** For reads that may stand alone or within a transaction. */
export type Queryable = Kysely<DB>;
/** Who works in the database, and who may change its shape when that is somebody else; in libpq form. */
export type DatabaseUrls = { application: string; owner?: string | undefined };

const BIGINT_OID = 20;
const DATE_OID = 1082;
/** After so long without a word the system asks the other side whether it is still there. */
const KEEP_ALIVE_MS = 10_000;
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
  return onPool(openPool(url, { max: options.max ?? 10 }));
}

/** Whether the database answers, as a connection of its own finds out every second. */
export type DatabaseWatch = {
  /** Throws unless it answers. */
  check(): Promise<void>;
  end(): Promise<void>;
};

/** A second and a half without an answer, asked every second: whoever waits for the database is told within three. */
const WATCH = { every: 1000, deadline: 1500, retryAfter: 250 };
/** For a connection, and for one's turn at one, in milliseconds. */
const CONNECT_MS = 4000;
/**
 * A process that was stopped or cut off in the middle of a transaction holds the locks of an order, or of the journal, until
 * the server ends it. What is done between two statements takes milliseconds; long reads allow themselves more.
 */
const IDLE_IN_TRANSACTION = "SET idle_in_transaction_session_timeout = '30s'";

/**
 * A pool for who must be told within seconds when the database is away: requests, jobs. No query has a deadline of its own,
 * since a long one is not a silent server. Once that is silent, all connections are cut and whoever comes is refused at
 * once (`isDatabaseAway`), until it answers again.
 */
export async function openWatchedDatabase(
  url: string,
  options: { max: number },
): Promise<{ db: Database; watch: DatabaseWatch; commits: CommitWait }> {
  const commits = new CommitWait();
  const sockets = new PoolSockets();
  const pool = openPool(url, {
    ...options,
    stream: sockets.make,
    connectionTimeoutMillis: CONNECT_MS,
    onConnect: (client) => client.query(IDLE_IN_TRANSACTION),
  });
  let isAway = false;
  const watch = await StandingConnection.open(url, {
    ...WATCH,
    onConnected: async () => {
      isAway = false;
    },
    onAway: (error) => {
      // A server that refuses one connection more is there, and the others work.
      if (isServersAnswer(error)) return;
      isAway = true;
      sockets.cut();
    },
  });
  const connect = async () => {
    if (isAway) throw new DatabaseAwayError();
    const client = await pool.connect();
    try {
      await commits.settle(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return client;
  };
  const end = async () => {
    if (!(await within(CONNECT_MS / 1000, pool.end()))) sockets.cut();
  };
  const db = onPool({ options: {}, connect, end });
  return { db, watch, commits };
}

function openPool(url: string, options: pg.PoolConfig): pg.Pool {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid, format) => {
      if (Number(oid) === BIGINT_OID) return parseBigint;
      // A day of the calendar stays one: as an instant it would shift with the server's time zone.
      if (Number(oid) === DATE_OID) return (day: string) => day;
      return pg.types.getTypeParser(Number(oid), format);
    },
  };
  const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS };
  const pool = new pg.Pool({ connectionString: url, types, ...keepAlive, ...options });
  // A connection that is cut tells so, whether it is idle or in use, and would end the process if nobody listened. Whoever
  // uses it is told by what was asked; the pool replaces it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

function onPool(pool: PostgresPool): Database {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool, cursor: EndingCursor }) });
}

/** Runs `work` in one transaction (READ COMMITTED): what it throws undoes everything it did. */
export function inTransaction<T>(db: Database, work: (trx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}

/** Among the names of the migrations while a restore is under way: no version of the portal starts on half of one. */
export const RESTORE_MARK = "restore under way";

/**
 * Applies the migrations that were not yet, each in a transaction, in the order of their numbers; then does `afterwards`,
 * which no other process does meanwhile. Gives their names. Writes nothing when there is nothing to apply. Throws
 * `ConfigurationError` when the database is of a newer version. With `restored`, the migrations that a backup had, applies
 * those alone, and marks the database as one that is being restored.
 */
export async function migrate(
  db: Database,
  afterwards?: (connection: Database) => Promise<void>,
  restored?: readonly string[],
): Promise<string[]> {
  const own = await ownMigrations();
  if (restored) refuseUnknown(new Set(restored), own);
  const files = own.filter((file) => !restored || restored.includes(file));
  return db.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      const applied = await appliedMigrations(connection);
      refuseUnknown(applied, own);
      if (restored) await sql`INSERT INTO migration (name) VALUES (${RESTORE_MARK})`.execute(connection);
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
  if (applied.has(RESTORE_MARK))
    throw new ConfigurationError(
      "A restore of this database was begun and did not end: make the database anew, empty, and run “portail restore” again.",
    );
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
