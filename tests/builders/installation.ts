/** An installation of several processes: two that answer, behind a proxy that alternates, a worker, and the neighbours. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type DatabaseUrls, openDatabase } from "../../server/platform/database.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import type { ProcessRole } from "../../server/platform/process-roles.ts";
import { type AlternatingProxy, startAlternatingProxy } from "./alternating-proxy.ts";
import { freePorts, makeDataDir, type PortalProcess, type RoleProcess, spawnRole } from "./portal-process.ts";

export type Installation = Omit<PortalProcess, "said"> & {
  ready: Promise<void>;
  /** The neighbours, the two that answer, the worker. */
  processes: readonly RoleProcess[];
  /** The ports of those that answer. */
  webs: readonly number[];
  proxy: AlternatingProxy;
  /** As a rolling upgrade does: stops one of the processes, and waits until it is there again. */
  startAgain(index: number): Promise<void>;
};

/** A database that is reached by its address alone, as one on another machine is. */
export type OutsideDatabase = {
  urls: DatabaseUrls;
  /** Where the server has its data, in `postgres`. */
  folder: string;
  stop(): Promise<void>;
};

/**
 * Begins to start it, with these variables beside the defaults, on a database of its own unless one is given; `ready` tells
 * when all of it is there.
 */
export async function spawnInstallation(
  environment: Record<string, string> = {},
  given?: Omit<OutsideDatabase, "folder">,
): Promise<Installation> {
  const database = given ?? (await startOutsideDatabase());
  const dataDir = await makeDataDir();
  const [proxyPort = 0, one = 0, other = 0, neighbours = 0, card = 0] = await freePorts(5);
  const url = `http://localhost:${proxyPort}`;
  const spawn = (role: ProcessRole, port: number) =>
    spawnRole(role, {
      DATABASE_URL: database.urls.application,
      DATABASE_OWNER_URL: database.urls.owner ?? "",
      DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_URL: url,
      NEIGHBOURS_PORT: String(neighbours),
      CARD_PORT: String(card),
      NEIGHBOURS_SECRET: "what the processes of this installation share",
      SEALING_SECRET: "under which this installation seals what it keeps",
      ...environment,
    });
  const roles = [
    ["neighbours", one],
    ["web", one],
    ["web", other],
    ["worker", one],
  ] as const;
  const processes = roles.map(([role, port]) => spawn(role, port));
  const proxy = await startAlternatingProxy(proxyPort, [one, other]);
  return {
    url,
    neighboursUrl: `http://localhost:${neighbours}`,
    cardUrl: `https://localhost:${card}`,
    dataDir,
    pid: processes[0]?.pid ?? Number.NaN,
    processes,
    webs: [one, other],
    proxy,
    async startAgain(index) {
      const [role, port] = roles[index] ?? roles[0];
      await processes[index]?.stop();
      processes[index] = spawn(role, port);
      await processes[index].ready;
    },
    ready: Promise.all(processes.map(({ ready }) => ready)).then(() => undefined),
    async stop() {
      await proxy.close();
      await Promise.all(processes.map((process) => process.stop()));
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * On an embedded server that a test stops itself; one that ends by itself is started again, as whoever runs a server has it.
 * `durable`: what it acknowledged outlives its own end.
 */
export async function startOutsideDatabase({ durable } = { durable: false }): Promise<OutsideDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "portail-outside-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { durable });
  const maintenance = openDatabase(server.url("postgres"), { max: 1 });
  await sql`CREATE DATABASE portail`.execute(maintenance);
  await maintenance.destroy();
  return {
    urls: server.urls("portail"),
    folder,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
