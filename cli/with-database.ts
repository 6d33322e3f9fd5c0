/** The database of a command: `DATABASE_URL`, or the embedded one of `DATA_DIR` while the portal is stopped or running. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../server/platform/config.ts";
import { type Database, openDatabase } from "../server/platform/database.ts";
import { embeddedUrl, startEmbeddedPostgres } from "../server/platform/embedded-postgres.ts";

/** Runs `work` on the database, then closes it; an embedded server that was not running is stopped again. */
export async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  try {
    process.loadEnvFile();
  } catch {
    // No .env: the embedded defaults.
  }
  const config = readConfig(process.env);
  if (config.databaseUrl) return use(config.databaseUrl, work);
  const data = join(config.dataDir, "postgres");
  if (!existsSync(join(data, "PG_VERSION")))
    throw new Error(`No database in ${config.dataDir}: start the portal once.`);
  if (existsSync(join(data, "postmaster.pid"))) return use(embeddedUrl(config.dataDir, "portail"), work);
  const postgres = await startEmbeddedPostgres(config.dataDir, { durable: true });
  try {
    return await use(postgres.url("portail"), work);
  } finally {
    await postgres.stop();
  }
}

async function use<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(url, { max: 2 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
