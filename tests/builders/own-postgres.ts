/** A PostgreSQL server of one's own, which a test may pause and kill without harm to others, with a migrated database. */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { prepareDatabase } from "../../server/platform/database-roles.ts";
import { postmasterOf } from "../../server/platform/embedded-data.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { runStatements, type TestDatabase } from "./test-database.ts";

const run = promisify(execFile);

export type OwnPostgres = {
  database: TestDatabase;
  /** Sends a signal to the server and to every session of it. */
  signal(signal: "SIGSTOP" | "SIGCONT" | "SIGKILL"): Promise<void>;
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
    async signal(signal) {
      const postmaster = await postmasterOf(join(folder, "postgres"));
      if (postmaster === undefined) throw new Error("the server does not run");
      for (const pid of [postmaster, ...(await childrenOf(postmaster))]) process.kill(pid, signal);
    },
    stop,
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []));
}
