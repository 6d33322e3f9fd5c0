/** Files from one store to another, each held against its name while it passes; what cannot be copied stops no other. */
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FileStore } from "../ports/file-store.ts";
import type { NamedFile } from "./named-files.ts";
import type { FileProblem, FilesReport, Problem } from "./report.ts";

/** A store of objects answers each call after tens of milliseconds, and bears several at once. */
const AT_ONCE = 8;
const EVER = new Date(8.64e15);

/** What is in a store, asked folder by folder as names in order come by. */
class Stock {
  readonly #store: FileStore;
  #shard = "";
  #names: ReadonlySet<string> = new Set();

  constructor(store: FileStore) {
    this.#store = store;
  }

  async has(sha256: string): Promise<boolean> {
    const shard = sha256.slice(0, 2);
    if (shard !== this.#shard) {
      this.#names = new Set(await this.#store.stored(shard, EVER));
      this.#shard = shard;
    }
    return this.#names.has(sha256);
  }
}

export type Copying = {
  files: AsyncIterable<NamedFile>;
  from: FileStore;
  to: FileStore;
  /** Whether a file that `to` has already is read there, or believed. */
  verifyPresent: boolean;
};

/** Where is counted what was done, and noted what was wrong. */
export type FilesFound = { files: FilesReport; problems: Problem[] };

/**
 * Copies what `to` does not have yet. Gives each file as it is done with, whether it could be copied or not, and tells what it
 * found.
 */
export async function* copyFiles(
  { files, from, to, verifyPresent }: Copying,
  found: FilesFound,
): AsyncGenerator<NamedFile> {
  const there = new Stock(to);
  for await (const some of batches(files)) {
    const present: boolean[] = [];
    for (const { sha256 } of some) present.push(await there.has(sha256));
    await Promise.all(
      some.map(async (file, index) => {
        const isPresent = present[index] === true;
        if (isPresent && (!verifyPresent || (await isSound(to, file.sha256)))) found.files.present += 1;
        else await copyOne(file, from, to, found);
      }),
    );
    found.files.named += some.length;
    yield* some;
  }
}

/** Reads every file of a store that is named. */
export async function verifyFiles(
  files: AsyncIterable<NamedFile>,
  store: FileStore,
  found: FilesFound,
): Promise<void> {
  for await (const some of batches(files)) {
    await Promise.all(
      some.map(async (file) => {
        try {
          const size = await readThrough(store, file.sha256);
          found.files.bytes += size;
        } catch (error) {
          found.problems.push(await problemOf(file, store, error));
        }
      }),
    );
    found.files.named += some.length;
  }
}

async function copyOne(file: NamedFile, from: FileStore, to: FileStore, found: FilesFound): Promise<void> {
  let content: Awaited<ReturnType<FileStore["get"]>>;
  try {
    content = await from.get(file.sha256);
  } catch (error) {
    found.problems.push(await problemOf(file, from, error));
    return;
  }
  let failed: unknown;
  content.once("error", (error) => {
    failed = error;
  });
  try {
    const { size } = await to.put(content);
    found.files.copied += 1;
    found.files.bytes += size;
  } catch (error) {
    // A place that takes nothing would fail for every file.
    if (failed === undefined) throw error;
    found.problems.push(await problemOf(file, from, failed));
  }
}

async function isSound(store: FileStore, sha256: string): Promise<boolean> {
  return readThrough(store, sha256).then(
    () => true,
    () => false,
  );
}

async function readThrough(store: FileStore, sha256: string): Promise<number> {
  let size = 0;
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done();
    },
  });
  await pipeline(await store.get(sha256), count);
  return size;
}

/** One that is there and cannot be read to its end is damaged, whatever the store calls it. */
async function problemOf({ sha256, by }: NamedFile, store: FileStore, error: unknown): Promise<FileProblem> {
  const isThere = await new Stock(store).has(sha256).catch(() => true);
  const why = error instanceof Error ? error.message : String(error);
  return { kind: "file", sha256, by, state: isThere ? "damaged" : "missing", why };
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let some: T[] = [];
  for await (const item of items) {
    some.push(item);
    if (some.length < AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
