/** Backups in a folder, which nobody else may enter. */
import { randomUUID } from "node:crypto";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Measure } from "../../platform/content-address.ts";
import { ifPresent, makeFolder, putInPlace, writeAside } from "../../platform/durable-file.ts";
import type { BackupPlace } from "../../ports/backup-place.ts";
import { createFolderFileStore } from "./folder-file-store.ts";

const FILES = "files";

/** The folder is made if it is missing. */
export async function createFolderBackupPlace(folder: string): Promise<BackupPlace> {
  const incoming = join(folder, FILES, "incoming");
  return {
    address: folder,
    files: await createFolderFileStore(join(folder, FILES)),
    async write(name, content) {
      const measure = new Measure();
      const aside = join(incoming, randomUUID());
      await makeFolder(incoming);
      await writeAside(aside, measure.pass(content));
      await putInPlace(aside, join(folder, name));
      return { sha256: measure.sha256(), size: measure.size };
    },
    read: async (name) => (await ifPresent(open(join(folder, name))))?.createReadStream(),
    async names() {
      const entries = (await ifPresent(readdir(folder, { withFileTypes: true }))) ?? [];
      return entries
        .filter((entry) => entry.isDirectory() && entry.name !== FILES)
        .map(({ name }) => name)
        .toSorted();
    },
  };
}
