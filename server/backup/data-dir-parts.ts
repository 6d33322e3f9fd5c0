/**
 * What the embedded neighbours keep in folders of `DATA_DIR`: the authority's keys and ledger, the identity provider's keys,
 * cards, the order portal's keys, mails; and the anchors of an earlier version. Read after the database: the ledger knows every
 * certificate that the database knows.
 */
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { anchorFile } from "../journal/anchors.ts";
import { ifPresent, makeFolder, putInPlace, writeAside } from "../platform/durable-file.ts";
import { randomToken } from "../platform/secrets.ts";
import type { FileStore } from "../ports/file-store.ts";
import type { DataFile } from "./manifest.ts";
import type { Problem, Report } from "./report.ts";

const FOLDERS = ["ca", "cards", "idp", "mail", "order-portal"];
/** What is sealed in the database opens under it: it is kept with the backup only when that is asked for. */
export const SEALING_SECRET_FILE = "sealing-secret";
/** Written aside, and not in place yet. */
const UNDER_WAY = /\.tmp$/;

/** Keeps them in the store of a backup, by their content. */
export async function keepDataDir(
  dataDir: string,
  files: FileStore,
  { withSecret }: { withSecret: boolean },
): Promise<DataFile[]> {
  const kept: DataFile[] = [];
  const add = async (path: string) => {
    const source = await ifPresent(open(join(dataDir, path)));
    // A mail that was deleted a moment ago.
    if (!source) return;
    const { mode } = await source.stat();
    kept.push({ path, mode: mode & 0o777, ...(await files.put(source.createReadStream())) });
  };
  for (const folder of FOLDERS) for (const path of await filesIn(dataDir, folder)) await add(path);
  await add(basename(anchorFile(dataDir)));
  if (withSecret) await add(SEALING_SECRET_FILE);
  return kept;
}

/** Puts them back. A folder that is there already is newer than the backup, and stays as it is; gives which were. */
export async function putBackDataDir(
  dataDir: string,
  kept: readonly DataFile[],
  files: FileStore,
  problems: Problem[],
): Promise<string[]> {
  const there: string[] = [];
  await makeFolder(dataDir);
  for (const folder of foldersOf(kept)) if (await isThere(join(dataDir, folder))) there.push(folder);
  for (const file of kept.filter(({ path }) => !there.includes(folderOf(path)))) {
    const target = join(dataDir, file.path);
    const aside = join(dataDir, `restoring.${randomToken()}.tmp`);
    try {
      await writeAside(aside, await files.get(file.sha256), file.mode);
      await putInPlace(aside, target);
    } catch (error) {
      problems.push(problemOf(file, error));
    }
  }
  return there;
}

/** Reads all of them in the store of a backup. */
export async function verifyDataDir(
  kept: readonly DataFile[],
  files: FileStore,
  problems: Problem[],
): Promise<void> {
  for (const file of kept)
    try {
      for await (const _ of await files.get(file.sha256));
    } catch (error) {
      problems.push(problemOf(file, error));
    }
}

/** For a report. */
export function summaryOf(kept: readonly DataFile[]): Report["dataDir"] {
  return foldersOf(kept).map((folder) => {
    const its = kept.filter(({ path }) => folderOf(path) === folder);
    return { folder, files: its.length, bytes: its.reduce((sum, { size }) => sum + size, 0) };
  });
}

const folderOf = (path: string) => path.split("/")[0] ?? path;
const foldersOf = (kept: readonly DataFile[]) => [...new Set(kept.map(({ path }) => folderOf(path)))];

function problemOf({ path }: DataFile, error: unknown): Problem {
  return { kind: "dataFile", path, why: error instanceof Error ? error.message : String(error) };
}

async function filesIn(dataDir: string, folder: string): Promise<string[]> {
  const entries =
    (await ifPresent(readdir(join(dataDir, folder), { withFileTypes: true, recursive: true }))) ?? [];
  return entries
    .filter((entry) => entry.isFile() && !UNDER_WAY.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dataDir.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
}

async function isThere(path: string): Promise<boolean> {
  const found = await ifPresent(stat(path));
  if (!found?.isDirectory()) return found !== undefined;
  return (await readdir(path)).length > 0;
}
