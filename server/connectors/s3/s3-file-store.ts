/**
 * Files in a bucket, named by their content. A stream is kept in a file of this machine until its name is known, then put
 * in one call, which S3 carries out whole or not at all and against the SHA-256 that it is given: nothing half written
 * ever has a name, no temporary object and no unfinished upload in parts is left to pay for, and what is tried again is
 * read again from the disk. The price is room for the files under way on the machine (docs/decisions/0024).
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { askedOnce } from "../../platform/asked-once.ts";
import {
  isContentAddress,
  Measure,
  pathOfContent,
  requireContent,
  requireContentAddress,
  verified,
} from "../../platform/content-address.ts";
import { makeFolder, writeAside } from "../../platform/durable-file.ts";
import { removeWrittenBefore } from "../../platform/old-files.ts";
import { isStorageFull } from "../../platform/storage-full.ts";
import type { FileStore, FileStoreState, StoredFile } from "../../ports/file-store.ts";
import { type Listed, type S3Space, statusOf } from "./s3-space.ts";

const UNNAMED = "unnamed/";
const TRIES = 3;
const PAUSE_MS = 200;
const CHECK_SECONDS = 5;

const asideOf = (sha256: string) => UNNAMED + requireContentAddress(sha256);

/** A store in `space`; streams wait in the folder `incoming` of this machine, made if missing. */
export async function createS3FileStore(space: S3Space, incoming: string): Promise<FileStore> {
  await makeFolder(incoming);
  /** Whether the last put was refused for want of room: only another put tells that there is room again. */
  let wasFull = false;

  async function send(stored: StoredFile, body: () => Readable | Uint8Array): Promise<StoredFile> {
    for (let tries = 1; ; tries += 1)
      try {
        await space.put(pathOfContent(stored.sha256), { ...stored, body: body() });
        wasFull = false;
        return stored;
      } catch (error) {
        wasFull = isStorageFull(error);
        if (tries === TRIES || wasFull || !isPassing(error)) throw error;
        await delay(PAUSE_MS * tries);
      }
  }

  async function putStream(content: Readable): Promise<StoredFile> {
    const waiting = join(incoming, randomUUID());
    const measure = new Measure();
    await pipeline(
      content,
      (chunks: AsyncIterable<Uint8Array>) => measure.pass(chunks),
      (chunks: AsyncIterable<Uint8Array>) => writeAside(waiting, chunks),
    );
    try {
      const stored = { sha256: measure.sha256(), size: measure.size };
      return await send(stored, () => createReadStream(waiting));
    } finally {
      await rm(waiting, { force: true });
    }
  }

  // A copy leaves what was set aside where it is: at no moment is there none.
  const bringBack = (sha256: string) => space.copy(asideOf(sha256), pathOfContent(sha256));

  async function open(sha256: string, range?: { start: number; end: number }): Promise<Readable> {
    const key = pathOfContent(sha256);
    const found = await space.get(key, range);
    if (found) return found;
    const broughtBack = (await bringBack(sha256)) ? await space.get(key, range) : undefined;
    if (!broughtBack) throw new Error("no such file");
    return broughtBack;
  }

  async function tryPut(): Promise<void> {
    await space.put("check", { ...measured(CHECK), body: CHECK });
    wasFull = false;
    await space.remove("check");
  }

  async function probe(): Promise<FileStoreState> {
    try {
      if (wasFull) await tryPut();
      else await space.ask();
      return "ok";
    } catch (error) {
      return isStorageFull(error) ? "full" : "unreachable";
    }
  }

  return {
    put(content) {
      if (content instanceof Readable) return putStream(content);
      return send(measured(content), () => content);
    },
    async get(sha256, range) {
      const content = await open(sha256, range);
      return range ? content : verified(content, sha256);
    },
    async read(sha256) {
      const content = await open(sha256);
      return requireContent(sha256, Buffer.concat(await content.toArray()));
    },
    async delete(sha256) {
      await space.remove(pathOfContent(sha256));
      await space.remove(asideOf(sha256));
    },
    check: askedOnce(CHECK_SECONDS, probe, "unreachable"),
    sweep: (before) => removeWrittenBefore(incoming, before),
    stored: async (shard, before) => namesIn(await space.list(`${shard}/`), before),
    async setAside(sha256) {
      if (await space.copy(pathOfContent(sha256), asideOf(sha256))) await space.remove(pathOfContent(sha256));
    },
    aside: async (shard, before) => namesIn(await space.list(UNNAMED + shard), before),
    bringBack,
    discard: (sha256) => space.remove(asideOf(sha256)),
  };
}

const CHECK = Buffer.from("check");

function measured(content: Uint8Array): StoredFile {
  return { sha256: createHash("sha256").update(content).digest("hex"), size: content.length };
}

function namesIn(listed: readonly Listed[], before: Date): string[] {
  return listed
    .filter(({ modified }) => modified < before)
    .map(({ key }) => key.slice(key.lastIndexOf("/") + 1))
    .filter(isContentAddress);
}

/** Whether the same call may be answered the next time: the SDK tries again by itself, but not what is streamed. */
function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}
