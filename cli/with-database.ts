/** The database of a command: `DATABASE_URL`, or the embedded one of `DATA_DIR` while the portal is stopped or running. */
import { join } from "node:path";
import { type Config, readConfig } from "../server/platform/config.ts";
import {
  type Database,
  type DatabaseUrls,
  openDatabase,
  refuseNewerDatabase,
} from "../server/platform/database.ts";
import { isWhole } from "../server/platform/embedded-data.ts";
import {
  embeddedUrls,
  isEmbeddedRunning,
  startEmbeddedPostgres,
} from "../server/platform/embedded-postgres.ts";

/** As the portal names it in its embedded server. */
const DATABASE_NAME = "portail";

/**
 * Runs `work` on the database, as its owner if that is known, then closes it; an embedded server that was not running is
 * stopped again. Throws `ConfigurationError` when the database is of a newer version.
 */
export function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  return withDatabaseUrls({ create: false }, async ({ application, owner }) => {
    const db = openDatabase(owner ?? application, { max: 2 });
    try {
      await refuseNewerDatabase(db);
      return await work(db);
    } finally {
      await db.destroy();
    }
  });
}

/** The configuration of a command: as that of the portal, from the environment and a file `.env`. */
export function readCommandConfig(): Config {
  try {
    process.loadEnvFile();
  } catch {
    // No .env: the embedded defaults.
  }
  return readConfig(process.env);
}

/** The same with the database's addresses. With `create`, an embedded one that is not there yet is made. */
export async function withDatabaseUrls<T>(
  { create }: { create: boolean },
  work: (urls: DatabaseUrls) => Promise<T>,
): Promise<T> {
  const config = readCommandConfig();
  if (config.database) return work(config.database);
  if (!create && !isWhole(join(config.dataDir, "postgres")))
    throw new Error(`No database in ${config.dataDir}: start the portal once.`);
  if (await isEmbeddedRunning(config.dataDir)) return work(embeddedUrls(config.dataDir, DATABASE_NAME));
  const postgres = await startEmbeddedPostgres(config.dataDir, { durable: true });
  try {
    return await work(await postgres.ensure(DATABASE_NAME));
  } finally {
    await postgres.stop();
  }
}
