import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createFolderFileStore } from "../connectors/folder/folder-file-store.ts";
import type { Config } from "../platform/config.ts";
import type { FileStore } from "../ports/file-store.ts";

/** The files: a folder of `DATA_DIR` that nobody else may enter. */
export async function composeFileStore(config: Config): Promise<FileStore> {
  const folder = join(config.dataDir, "files");
  await mkdir(folder, { recursive: true });
  // One that stood already may have been made with other rights.
  await chmod(folder, 0o700);
  return createFolderFileStore(folder);
}
