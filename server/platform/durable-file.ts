/** Files that are either whole and on the disk, or not there; and files that only grow, line by line, and lose none. */
import { randomBytes } from "node:crypto";
import { access, link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Writes aside, syncs, renames, then syncs the folder: a kill at any step leaves the old file or the new one. */
export async function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  await writeAside(aside, content, mode);
  await putInPlace(aside, path);
}

/**
 * The first half of {@link writeDurably}, for who knows the file's name only once all of it has passed: the content is on
 * the disk, under a name that nobody looks for yet. Leaves nothing when it fails.
 */
export async function writeAside(
  aside: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  mode = 0o600,
): Promise<void> {
  try {
    const file = await open(aside, "wx", mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** The other half: the file takes its name, in a folder made when missing, whatever had it before. */
export async function putInPlace(aside: string, path: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/**
 * Adds to the end of a file, made when missing; on the disk before this returns. What could not be written whole leaves
 * nothing. Two at a time must not append to the same file.
 */
export async function appendDurably(path: string, line: string | Uint8Array, mode = 0o600): Promise<void> {
  const file = await open(path, "a", mode);
  try {
    const { size } = await file.stat();
    try {
      await file.appendFile(line);
      await file.datasync();
    } catch (error) {
      await file.truncate(size);
      throw error;
    }
    if (size === 0) await syncFolder(dirname(path));
  } finally {
    await file.close();
  }
}

/** A folder, for its owner alone, made with those above it when missing; their names are on the disk too. */
export async function makeFolder(path: string): Promise<void> {
  const whole = resolve(path);
  const first = await mkdir(whole, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = whole; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Windows cannot open a folder; there the rename is as durable as it gets. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The content, or undefined when there is no such file. */
export function readIfPresent(path: string): Promise<Buffer | undefined> {
  return ifPresent(readFile(path));
}

/** What was asked of a file or folder, or undefined when there is none. */
export async function ifPresent<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * The content of a file that is made once: by `make` when it is missing. Whole from its first instant, and of several
 * processes that make it at the same time the first one wins: all of them read the same.
 */
export async function readOrMake(path: string, make: () => string | Uint8Array): Promise<Buffer> {
  const before = await readIfPresent(path);
  if (before) return before;
  const made = `${path}.${randomBytes(8).toString("hex")}.tmp`;
  await makeFolder(dirname(path));
  await writeAside(made, make());
  await link(made, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(made);
  await syncFolder(dirname(path));
  return readFile(path);
}

/** Gives a file or folder that is no longer used another name beside it, which nobody else has. Gives that name. */
export async function setAside(path: string): Promise<string> {
  for (let count = 1; ; count++) {
    const aside = `${path}.taken-over${count === 1 ? "" : `-${count}`}`;
    if (await isThere(aside)) continue;
    await rename(path, aside);
    await syncFolder(dirname(path));
    return aside;
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
