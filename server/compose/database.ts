/** The database: the outside one of `DATABASE_URL`, or the embedded one. */
import { awaitDatabase } from "../platform/await-database.ts";
import type { CommitWait } from "../platform/commit-wait.ts";
import type { Config } from "../platform/config.ts";
import { type Database, type DatabaseUrls, openWatchedDatabase } from "../platform/database.ts";
import { isJournalGuarded, prepareDatabase } from "../platform/database-roles.ts";
import { followDatabaseTime } from "../platform/database-time.ts";
import type { Logger } from "../platform/log.ts";
import { forgetDemonstration, interruptedSince } from "./demonstration-standing.ts";
import { endProcess } from "./end-process.ts";
import type { Ending } from "./ending.ts";
import type { WatchedStart } from "./watched-start.ts";

const DATABASE_NAME = "portail";

/** Migrated, with its roles, and a pool upon it. `url` is the application's, for those who need connections of their own. */
export async function composeDatabase(
  config: Config,
  log: Logger,
  ending: Ending,
  watched: WatchedStart,
): Promise<{ db: Database; url: string; commits: CommitWait }> {
  watched.begin({ what: "database" });
  if (config.database) await awaitDatabase(config.database, config.databaseWaitSeconds, watched.signal);
  const urls = config.database ?? (await embeddedDatabase(config, ending));
  watched.goOn();
  await prepareDatabase(urls);
  const { db, watch, commits } = await openWatchedDatabase(urls.application, {
    max: config.databaseConnections,
  });
  ending.closeDatabase("connections", async () => {
    await watch.end();
    await db.destroy();
  });
  const time = await followDatabaseTime(db, log);
  ending.closeDatabase("time", () => time.stop());
  if (!(await isJournalGuarded(db)))
    log.warn(
      "DATABASE_URL's role may change the journal, which its trigger alone protects: give it to another than the owner (docs/operations.md, “The roles of the database”)",
    );
  watched.goOn();
  return { db, url: urls.application, commits };
}

/** Half a demonstration that an interrupted start left in it is forgotten: nobody has worked in it. */
async function embeddedDatabase({ dataDir }: Config, ending: Ending): Promise<DatabaseUrls> {
  const { startEmbeddedPostgres } = await import("../platform/embedded-postgres.ts");
  const postgres = await startEmbeddedPostgres(dataDir, {
    durable: true,
    onGivenUp: (reason) => endProcess(reason.message, ending),
  });
  ending.cutOff(() => postgres.cut());
  ending.closeDatabase("embedded PostgreSQL", () => postgres.stop());
  const urls = await postgres.ensure(DATABASE_NAME);
  const since = await interruptedSince(urls.owner ?? urls.application, dataDir);
  if (since === undefined) return urls;
  await forgetDemonstration(dataDir, since, () => postgres.drop(DATABASE_NAME));
  return postgres.ensure(DATABASE_NAME);
}
