import { randomUUID } from "node:crypto";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createFolderAnchorStore } from "../connectors/folder/folder-anchor-store.ts";
import { createFolderFileStore } from "../connectors/folder/folder-file-store.ts";
import { type Config, ConfigurationError } from "../platform/config.ts";
import { addressOf, type FilePlace } from "../platform/file-places.ts";
import type { Logger } from "../platform/log.ts";
import { isStorageFull } from "../platform/storage-full.ts";
import type { AnchorPlaces, AnchorStore } from "../ports/anchor-store.ts";
import type { FileStore } from "../ports/file-store.ts";
import { howToMend } from "./why-not-stored.ts";

/**
 * The files: a folder of `DATA_DIR` that nobody else may enter, or the place that `FILE_STORE` names. Throws
 * `ConfigurationError` with one line when nothing can be written there; one that is full still gives what it has.
 */
export async function composeFileStore(config: Config, log: Logger): Promise<FileStore> {
  try {
    const files = await openFileStore(placeOf(config), config);
    await tryOut(files, log);
    return files;
  } catch (error) {
    throw new ConfigurationError(`FILE_STORE=${addressOf(placeOf(config))}: ${howToMend(error)}`);
  }
}

/** Writes, reads and removes: rights are given one by one. */
async function tryOut(files: FileStore, log: Logger): Promise<void> {
  try {
    // A file of its own: another process that starts takes away no other's.
    const { sha256 } = await files.put(Buffer.from(randomUUID()));
    await files.read(sha256);
    await files.delete(sha256);
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    log.error({ err: error }, "the file store is full: nothing can be added to it");
  }
}

const defaultFolder = (config: Config) => join(config.dataDir, "files");
/** Where this installation has its files. */
export const placeOf = (config: Config): FilePlace =>
  config.fileStore ?? { kind: "folder", folder: defaultFolder(config) };

/** The files of a place, which is not tried out: whoever only reads may not write there. */
export async function openFileStore(place: FilePlace, config: Config): Promise<FileStore> {
  if (place.kind === "s3") {
    const { openS3Space } = await import("../connectors/s3/s3-space.ts");
    const { createS3FileStore } = await import("../connectors/s3/s3-file-store.ts");
    return createS3FileStore(openS3Space(place, config.s3), join(config.dataDir, "incoming"));
  }
  await mkdir(place.folder, { recursive: true });
  // One that stood already may have been made with other rights; a mount has those that were meant.
  if (place.folder === defaultFolder(config)) await chmod(place.folder, 0o700);
  return createFolderFileStore(place.folder);
}

/** Where the journal's anchors go: beside the files, and to `ANCHORS_COPY`. Nothing is asked of either before it is needed. */
export async function composeAnchors(config: Config): Promise<AnchorPlaces> {
  return {
    store: await openAnchorStore(placeOf(config), config),
    copy: config.anchorsCopy && (await openAnchorStore(config.anchorsCopy, config)),
  };
}

/** The anchors of one place. */
export async function openAnchorStore(place: FilePlace, config: Config): Promise<AnchorStore> {
  if (place.kind === "folder") return createFolderAnchorStore(place.folder);
  const { openS3Space } = await import("../connectors/s3/s3-space.ts");
  const { createS3AnchorStore } = await import("../connectors/s3/s3-anchor-store.ts");
  return createS3AnchorStore(openS3Space(place, config.s3), addressOf(place));
}
