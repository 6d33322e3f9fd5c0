/** The database: the outside one of `DATABASE_URL`, or the embedded one. */
import { awaitDatabase } from "../platform/await-database.ts";
import type { Config } from "../platform/config.ts";
import { type Database, type DatabaseUrls, openWatchedDatabase } from "../platform/database.ts";
import { isJournalGuarded, prepareDatabase } from "../platform/database-roles.ts";
import type { Logger } from "../platform/log.ts";
import { endProcess } from "./end-process.ts";
import type { Ending } from "./ending.ts";

const DATABASE_NAME = "portail";

/** Migrated, with its roles, and a pool upon it. `url` is the application's, for those who need connections of their own. */
export async function composeDatabase(
  config: Config,
  log: Logger,
  ending: Ending,
): Promise<{ db: Database; url: string }> {
  if (config.database) await awaitDatabase(config.database, config.databaseWaitSeconds);
  const urls = config.database ?? (await embeddedDatabase(config.dataDir, ending));
  await prepareDatabase(urls);
  const { db, watch } = await openWatchedDatabase(urls.application, {
    max: config.databaseConnections,
  });
  ending.closeDatabase("connections", async () => {
    await watch.end();
    await db.destroy();
  });
  if (!(await isJournalGuarded(db)))
    log.warn(
      "DATABASE_URL's role may change the journal, which its trigger alone protects: give it to another than the owner (docs/operations.md, “The roles of the database”)",
    );
  return { db, url: urls.application };
}

async function embeddedDatabase(dataDir: string, ending: Ending): Promise<DatabaseUrls> {
  const { startEmbeddedPostgres } = await import("../platform/embedded-postgres.ts");
  const postgres = await startEmbeddedPostgres(dataDir, {
    durable: true,
    onGivenUp: (reason) => endProcess(reason.message, ending),
  });
  ending.closeDatabase("embedded PostgreSQL", () => postgres.stop());
  return postgres.ensure(DATABASE_NAME);
}
