/** The databases to measure on: an embedded server of their own, in a folder that is gone afterwards. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { fillInBulk } from "../../server/demonstration/bulk/fill-in-bulk.ts";
import { type DatabaseUrls, openDatabase } from "../../server/platform/database.ts";
import { prepareDatabase } from "../../server/platform/database-roles.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { say } from "./figures.ts";

const SEED = 1;

export type BenchServer = {
  folder: string;
  /** Makes and fills a database; gives its address, as the application connects. */
  filled(orders: number): Promise<string>;
  /** The same, with its owner's address too. */
  filledFor(orders: number): Promise<DatabaseUrls>;
  stop(): Promise<void>;
};

/**
 * PostgreSQL's own settings, but for fsync unless it is asked for: nothing that is only read depends on the disk being
 * awaited.
 */
export async function startBenchServer({ durable } = { durable: false }): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), "portail-bench-"));
  // PostgreSQL, which may run as another user, must be able to enter.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { durable });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  // Interrupted, it leaves neither a database running nor its gigabytes. Connections that break then are no news.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      process.on("uncaughtException", () => undefined);
      void stop().finally(() => process.exit(1));
    });
  const filledFor = async (orders: number): Promise<DatabaseUrls> => {
    const name = `bench_${orders}`;
    const maintenance = openDatabase(server.url("postgres"), { max: 1 });
    await sql.raw(`CREATE DATABASE ${name}`).execute(maintenance);
    await maintenance.destroy();
    const urls = server.urls(name);
    await prepareDatabase(urls);
    const start = performance.now();
    await fillInBulk(server.url(name), { orders, seed: SEED, now: new Date() });
    say(`${orders} orders filled in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return urls;
  };
  return {
    folder,
    filledFor,
    filled: async (orders) => (await filledFor(orders)).application,
    stop,
  };
}
