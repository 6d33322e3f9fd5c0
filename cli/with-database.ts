/** The database of a command: `DATABASE_URL`, or the embedded one of `DATA_DIR` while the portal is stopped or running. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { readConfig } from "../server/platform/config.ts";
import { type Database, openDatabase } from "../server/platform/database.ts";
import { embeddedUrl, startEmbeddedPostgres } from "../server/platform/embedded-postgres.ts";

/** As the portal names it in its embedded server. */
const DATABASE_NAME = "portail";

/** Runs `work` on the database, then closes it; an embedded server that was not running is stopped again. */
export function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  return withDatabaseUrl({ create: false }, async (url) => {
    const db = openDatabase(url, { max: 2 });
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  });
}

/** The same with the database's address. With `create`, an embedded one that is not there yet is made. */
export async function withDatabaseUrl<T>(
  { create }: { create: boolean },
  work: (url: string) => Promise<T>,
): Promise<T> {
  try {
    process.loadEnvFile();
  } catch {
    // No .env: the embedded defaults.
  }
  const config = readConfig(process.env);
  if (config.databaseUrl) return work(config.databaseUrl);
  const data = join(config.dataDir, "postgres");
  const exists = existsSync(join(data, "PG_VERSION"));
  if (!exists && !create) throw new Error(`No database in ${config.dataDir}: start the portal once.`);
  if (existsSync(join(data, "postmaster.pid"))) return work(embeddedUrl(config.dataDir, DATABASE_NAME));
  const postgres = await startEmbeddedPostgres(config.dataDir, { durable: true });
  try {
    if (!exists) await createDatabase(postgres.url("postgres"));
    return await work(postgres.url(DATABASE_NAME));
  } finally {
    await postgres.stop();
  }
}

async function createDatabase(maintenanceUrl: string): Promise<void> {
  const maintenance = openDatabase(maintenanceUrl, { max: 1 });
  try {
    await sql.raw(`CREATE DATABASE ${DATABASE_NAME}`).execute(maintenance);
  } finally {
    await maintenance.destroy();
  }
}
