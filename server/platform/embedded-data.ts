/**
 * The data of the embedded PostgreSQL: made whole or not at all, and freed of a server that an earlier portal left running.
 * Every step may be the last one of a portal that is killed; the next start goes on from whatever it finds.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ConfigurationError } from "./config.ts";
import { type Binaries, serverUser, UNPRIVILEGED } from "./embedded-binaries.ts";

const run = promisify(execFile);

export const SUPERUSER = "portail";
/** `sun_path` holds 107 characters; the socket's own name takes 20 of them. */
const MAX_SOCKET_FOLDER = 85;
/** How long a server may take to roll back and write, then to end at once, in seconds. */
const FAST_SECONDS = 20;
const IMMEDIATE_SECONDS = 10;

/** Data that are being made. */
const BEGUN = "postgres.begun-";
/** Where a server keeps its number. */
const PID_FILE = "postmaster.pid";
/** The last thing that `initdb` makes: the database `postgres`, whose number is fixed (pg_database.dat). */
const LAST_MADE = "base/5/PG_VERSION";

/** Whether `initdb` came to its end here. */
export const isWhole = (data: string): boolean => existsSync(join(data, LAST_MADE));

/** Makes the data of a new server, with which nothing has been done yet, unless they are there. */
export async function makeData(folder: string, binaries: Binaries, durable: boolean): Promise<string> {
  const data = join(folder, "postgres");
  // What a killed portal began may go on without it for a moment: it is not waited for, and never the same folder.
  for (const name of await readdir(folder))
    if (name.startsWith(BEGUN)) await rm(join(folder, name), { recursive: true }).catch(() => undefined);
  if (isWhole(data)) {
    await ownByServer(folder, data);
    return data;
  }
  // Of an earlier version, which was killed while it made them: nothing was ever kept there. Still, nothing is thrown away.
  if (existsSync(data)) {
    await rm(`${data}.incomplete`, { recursive: true, force: true });
    await rename(data, `${data}.incomplete`);
  }
  const aside = await mkdtemp(join(folder, BEGUN));
  await ownByServer(folder, aside);
  const args = ["-D", aside, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C"];
  args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");
  if (!durable) args.push("--no-sync");
  await binaries.run("initdb", args);
  await rename(aside, data);
  return data;
}

/** The server's user must own its data and be able to walk to it. */
async function ownByServer(folder: string, data: string): Promise<void> {
  if (serverUser() !== UNPRIVILEGED) return;
  await chown(data, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  try {
    await run("/bin/sh", ["-c", 'cd "$1"', "sh", data], { ...UNPRIVILEGED });
  } catch {
    throw new ConfigurationError(
      `DATA_DIR: PostgreSQL, which cannot run as root, has no access to ${folder}: choose a DATA_DIR that every user may enter, or start the portal as an ordinary user.`,
    );
  }
}

/**
 * Stops the server that a killed portal left running, whoever is still connected to it: the connections of the dead end only
 * when their server next writes to them. Waits until it is gone, since on its way out it removes the socket of its path,
 * which would by then be the new server's. Throws `ConfigurationError` when it does not go.
 */
export async function stopLeftover(data: string, binaries: Binaries): Promise<void> {
  const pid = await postmasterOf(data);
  if (pid === undefined) return disownPid(data);
  const stop = (mode: "fast" | "immediate", seconds: number) =>
    binaries
      .run("pg_ctl", ["stop", "-D", data, "-m", mode, "-w", "-t", String(seconds)])
      .catch(() => undefined);
  await stop("fast", FAST_SECONDS);
  if ((await postmasterOf(data)) !== undefined) await stop("immediate", IMMEDIATE_SECONDS);
  if ((await postmasterOf(data)) !== undefined)
    throw new ConfigurationError(
      `The database that an earlier portal left running in ${data} (process ${pid}) does not stop: end that process, then start again.`,
    );
}

/** The process of the server that runs on these data, if one does. */
export async function postmasterOf(data: string): Promise<number | undefined> {
  const pid = pidIn(await pidFile(data));
  return pid !== undefined && (await isServerOn(pid, data)) ? pid : undefined;
}

/**
 * The dead server's number may by now be another process's, and PostgreSQL would take that for a server and refuse to start.
 * Its own parent it does not take for one. The file stays: by the rest of it PostgreSQL finds out whether sessions of the dead
 * server still have its memory.
 */
async function disownPid(data: string): Promise<void> {
  const text = await pidFile(data);
  const pid = pidIn(text);
  if (pid === undefined || !isAlive(pid)) return;
  await writeFile(join(data, PID_FILE), text.replace(/^\d+/, String(process.pid)));
}

const pidFile = (data: string): Promise<string> => readFile(join(data, PID_FILE), "utf8").catch(() => "");

function pidIn(text: string): number | undefined {
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : undefined;
}

/** Numbers of processes come again, in a container at once: one that lives must also be a server, and work in these data. */
async function isServerOn(pid: number, data: string): Promise<boolean> {
  if (process.platform === "linux") {
    const [works, where] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => ""),
      realpath(data).catch(() => data),
    ]);
    return works === where;
  }
  if (process.platform === "win32") return isAlive(pid);
  const listed = await run("/bin/ps", ["-p", String(pid), "-o", "command="]).catch(() => ({ stdout: "" }));
  return listed.stdout.includes(data);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The data folder itself, unless its path is too long for a socket's. */
export function socketPath(data: string): string {
  if (data.length <= MAX_SOCKET_FOLDER) return data;
  return join(tmpdir(), `portail-${createHash("sha256").update(data).digest("hex").slice(0, 16)}`);
}

/** The folder of the socket, there and empty. */
export async function socketFolder(data: string): Promise<string> {
  const folder = socketPath(data);
  if (folder === data) return data;
  // Made anew: one that somebody else put there cannot be removed, and nothing starts.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  if (serverUser() === UNPRIVILEGED) await chown(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  return folder;
}
