/** A PostgreSQL server of one's own, which a test may pause and kill without harm to others, with a migrated database. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDatabase } from "../../server/platform/database-roles.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { type PostgresSignal, signalPostgres } from "./postgres-signals.ts";
import { runStatements, type TestDatabase } from "./test-database.ts";

export type OwnPostgres = {
  database: TestDatabase;
  /** Sends a signal to the server and to every session of it. */
  signal(signal: PostgresSignal): Promise<void>;
  stop(): Promise<void>;
};

/** Starts it, as the portal starts its own: synced, and watched. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "portail-own-"));
  // PostgreSQL, which may run as another user, must be able to enter.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { durable: true });
  const urls = await server.ensure("portail");
  await prepareDatabase(urls);
  const ownerUrl = server.url("portail");
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    database: {
      url: urls.application,
      ownerUrl,
      asOwner: (...statements) => runStatements(ownerUrl, statements),
      drop: stop,
    },
    signal: (signal) => signalPostgres(folder, signal),
    stop,
  };
}
