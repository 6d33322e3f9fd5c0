/** Files in a folder, named by their content: the embedded `FileStore`. Several machines may share it on one mount. */
import { randomUUID } from "node:crypto";
import { open, rename, rm, statfs, utimes } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { askedOnce } from "../../platform/asked-once.ts";
import { systemClock } from "../../platform/clock.ts";
import {
  isContentAddress,
  Measure,
  pathOfContent,
  requireContent,
  requireContentAddress,
  verified,
} from "../../platform/content-address.ts";
import { ifPresent, makeFolder, putInPlace, writeAside } from "../../platform/durable-file.ts";
import { removeWrittenBefore, writtenBefore } from "../../platform/old-files.ts";
import { isStorageFull } from "../../platform/storage-full.ts";
import type { FileStore, FileStoreState, StoredFile } from "../../ports/file-store.ts";

/** Below this the store says that it is full, in time: three files of the largest size that is taken in. */
const FLOOR_BYTES = 64 * 1024 * 1024;
const CHECK_SECONDS = 5;

/** A store in `folder`, made if missing. */
export async function createFolderFileStore(folder: string): Promise<FileStore> {
  const incoming = join(folder, "incoming");
  const unnamed = join(folder, "unnamed");
  await makeFolder(incoming);
  const pathOf = (sha256: string) => join(folder, pathOfContent(sha256));
  const asideOf = (sha256: string) => join(unnamed, requireContentAddress(sha256));

  async function put(content: Readable | Uint8Array): Promise<StoredFile> {
    const temporary = join(incoming, randomUUID());
    const measure = new Measure();
    const source = content instanceof Readable ? content : Readable.from([content]);
    // The bytes reach the disk before the database says that the file exists.
    await pipeline(
      source,
      (chunks: AsyncIterable<Uint8Array>) => measure.pass(chunks),
      (chunks: AsyncIterable<Uint8Array>) => writeAside(temporary, chunks),
    );
    const sha256 = measure.sha256();
    await putInPlace(temporary, pathOf(sha256));
    return { sha256, size: measure.size };
  }

  async function bringBack(sha256: string): Promise<boolean> {
    return (await ifPresent(rename(asideOf(sha256), pathOf(sha256)).then(() => true))) ?? false;
  }

  /** Throws when there is none, set aside or not. */
  async function openStored(sha256: string) {
    const file = await ifPresent(open(pathOf(sha256)));
    if (file) return file;
    await bringBack(sha256);
    return open(pathOf(sha256));
  }

  async function probe(): Promise<FileStoreState> {
    try {
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < FLOOR_BYTES) return "full";
      // A quota, or no further names, show only in a file.
      const path = join(incoming, randomUUID());
      await writeAside(path, "check");
      await rm(path);
      return "ok";
    } catch (error) {
      return isStorageFull(error) ? "full" : "unreachable";
    }
  }

  return {
    put,
    async get(sha256, range) {
      const file = await openStored(sha256);
      return range ? file.createReadStream(range) : verified(file.createReadStream(), sha256);
    },
    async read(sha256) {
      const file = await openStored(sha256);
      try {
        return requireContent(sha256, await file.readFile());
      } finally {
        await file.close();
      }
    },
    async delete(sha256) {
      await rm(pathOf(sha256), { force: true });
      await rm(asideOf(sha256), { force: true });
    },
    check: askedOnce(CHECK_SECONDS, probe, "unreachable"),
    sweep: (before) => removeWrittenBefore(incoming, before),
    stored: (shard, before) => writtenBefore(join(folder, shard), before, isContentAddress),
    async setAside(sha256) {
      await makeFolder(unnamed);
      const moved = await ifPresent(rename(pathOf(sha256), asideOf(sha256)).then(() => true));
      const now = systemClock.now();
      if (moved) await utimes(asideOf(sha256), now, now);
    },
    aside: (shard, before) =>
      writtenBefore(unnamed, before, (name) => isContentAddress(name) && name.startsWith(shard)),
    bringBack,
    discard: (sha256) => rm(asideOf(sha256), { force: true }),
  };
}
