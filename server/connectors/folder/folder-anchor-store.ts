/** Anchors in a folder, under `anchors/`; several machines may share it on one mount. */
import { open, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ifPresent, makeFolder, syncFolder } from "../../platform/durable-file.ts";
import type { AnchorStore } from "../../ports/anchor-store.ts";

const OWNER_ONLY = 0o600;

/** Nothing is made before the first anchor: a place that is only read may be read-only. */
export function createFolderAnchorStore(folder: string): AnchorStore {
  const root = join(folder, "anchors");
  const namesIn = async (path: string) => ((await ifPresent(readdir(path))) ?? []).toSorted();
  const days = () => namesIn(root);
  const listDay = async (day: string) => (await namesIn(join(root, day))).map((name) => `${day}/${name}`);
  return {
    address: folder,
    async add(name, content) {
      const path = join(root, name);
      await makeFolder(dirname(path));
      if (await writeNew(path, content)) await syncFolder(dirname(path));
    },
    read: (name) => readFile(join(root, name), "utf8"),
    days,
    async list(day) {
      if (day) return listDay(day);
      const all: string[] = [];
      for (const each of await days()) all.push(...(await listDay(each)));
      return all;
    },
  };
}

/** Gives whether it was not there. What could not be written whole leaves nothing. */
async function writeNew(path: string, content: string): Promise<boolean> {
  const file = await open(path, "wx", OWNER_ONLY).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return true;
}
