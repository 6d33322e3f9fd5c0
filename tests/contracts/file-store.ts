/** What every store of files behind the port does, whichever product it is. */
import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FileStore } from "../../server/ports/file-store.ts";

export type FileStoreUnderTest = {
  files: FileStore;
  /** The names of all that is there, of whatever kind, half written things included. */
  everything(): Promise<string[]>;
  /** Leaves what a process that was killed while it put a file would leave, begun at this time. */
  leaveHalfWritten(at: Date): Promise<void>;
  /** Changes a stored file behind the store's back. */
  damage(sha256: string): Promise<void>;
  stop(): Promise<void>;
};

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const inChunks = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
const shardOf = (sha256: string) => sha256.slice(0, 2);

/** As an upload that is cut off. */
async function* cutOff(): AsyncGenerator<Uint8Array> {
  yield randomBytes(200_000);
  await nextTurn();
  throw new Error("the connection was cut");
}

const HOUR = 3_600_000;
const PAST = new Date("2020-01-01T00:00:00Z");
const FUTURE = new Date("2099-01-01T00:00:00Z");

/** Registers the suite. `start` is called once; each test stores bytes of its own. */
export function fileStoreContract(name: string, start: () => Promise<FileStoreUnderTest>): void {
  describe(`the store of files: ${name}`, () => {
    let under: FileStoreUnderTest;
    let files: FileStore;
    beforeAll(async () => {
      under = await start();
      files = under.files;
    });
    afterAll(() => under?.stop());

    const bytesOf = async (stream: Readable) => Buffer.concat(await stream.toArray());

    test("FILES-1 names a file by its bytes, whether they come at once or as a stream, and keeps one copy", async () => {
      const content = randomBytes(300_000);
      const stored = { sha256: sha256Of(content), size: content.length };
      expect(await files.put(content)).toEqual(stored);
      const before = await under.everything();
      expect(await files.put(Readable.from(inChunks(content, 1000)))).toEqual(stored);
      expect(await under.everything()).toEqual(before);
      expect(Buffer.from(await files.read(stored.sha256))).toEqual(content);
      expect(await bytesOf(await files.get(stored.sha256))).toEqual(content);
    });

    test("FILES-1 keeps an empty file too", async () => {
      const { sha256, size } = await files.put(Readable.from([]));
      expect([sha256, size]).toEqual([sha256Of(Buffer.alloc(0)), 0]);
      expect(await bytesOf(await files.get(sha256))).toEqual(Buffer.alloc(0));
      expect(await files.read(sha256)).toHaveLength(0);
    });

    test("FILES-1 takes the same bytes twice at once", async () => {
      const content = randomBytes(500_000);
      const puts = [
        content,
        Readable.from(inChunks(content, 7000)),
        Readable.from(inChunks(content, 90_000)),
      ];
      const stored = await Promise.all(puts.map((each) => files.put(each)));
      expect(new Set(stored.map(({ sha256 }) => sha256))).toEqual(new Set([sha256Of(content)]));
      expect((await under.everything()).filter((path) => path.includes(sha256Of(content)))).toHaveLength(1);
      expect(Buffer.from(await files.read(sha256Of(content)))).toEqual(content);
    });

    test.each([
      [0, 1],
      [0, 99_999],
      [99_999, 99_999],
      [1234, 56_789],
    ])("DETAIL-4 gives the bytes %d to %d of a hundred thousand, both included", async (start, end) => {
      const content = randomBytes(100_000);
      const { sha256 } = await files.put(content);
      expect(await bytesOf(await files.get(sha256, { start, end }))).toEqual(
        content.subarray(start, end + 1),
      );
    });

    test("FILES-1 streams a file of 24 MB in both ways", async () => {
      // As a socket gives them.
      const chunk = randomBytes(64 * 1024);
      const all = Buffer.concat(Array.from({ length: 384 }, () => chunk));
      const stored = { sha256: sha256Of(all), size: all.length };
      expect(await files.put(Readable.from(inChunks(all, chunk.length)))).toEqual(stored);
      expect(sha256Of(await bytesOf(await files.get(stored.sha256)))).toBe(stored.sha256);
    });

    test("FILES-1 keeps nothing of a stream that fails half way", async () => {
      const before = await under.everything();
      await expect(files.put(Readable.from(cutOff()))).rejects.toThrow("the connection was cut");
      expect(await under.everything()).toEqual(before);
    });

    test("FILES-1 throws for a file that is not there, and for what is no name of one", async () => {
      const absent = sha256Of(randomBytes(10));
      await expect(files.get(absent)).rejects.toThrow();
      await expect(files.get(absent, { start: 0, end: 1 })).rejects.toThrow();
      await expect(files.read(absent)).rejects.toThrow();
      for (const name of ["../secret", "", absent.toUpperCase(), `${absent}/..`])
        await expect(files.read(name), name).rejects.toThrow();
    });

    test("FILES-1 a file that was deleted is gone, and deleting it again does no harm", async () => {
      const { sha256 } = await files.put(randomBytes(1000));
      await files.delete(sha256);
      await files.delete(sha256);
      await expect(files.read(sha256)).rejects.toThrow();
    });

    test("FILES-1 never hands out a damaged file as a whole", async () => {
      const { sha256 } = await files.put(randomBytes(200_000));
      await under.damage(sha256);
      await expect(files.read(sha256)).rejects.toThrow("not what its name says");
      await expect(bytesOf(await files.get(sha256))).rejects.toThrow("not what its name says");
      await files.delete(sha256);
    });

    test("FILES-1 a reader that goes away in between does no harm", async () => {
      const content = randomBytes(3_000_000);
      const { sha256 } = await files.put(content);
      for (let i = 0; i < 60; i += 1) {
        const stream = await files.get(sha256);
        for await (const _ of stream) break;
        expect(stream.destroyed).toBe(true);
      }
      expect(Buffer.from(await files.read(sha256))).toEqual(content);
    });

    test("FILES-1 sweeps what a dead process left half written, and nothing that is under way", async () => {
      const before = await under.everything();
      await under.leaveHalfWritten(PAST);
      const left = (await under.everything()).length - before.length;
      expect(await files.sweep(PAST)).toBe(0);
      expect(await files.sweep(new Date(PAST.getTime() + HOUR))).toBe(left);
      expect(await under.everything()).toEqual(before);
    });

    test("FILES-2 lists what was put before a time; what is put again counts as new", async () => {
      const content = randomBytes(1000);
      const { sha256 } = await files.put(content);
      expect(await files.stored(shardOf(sha256), FUTURE)).toContain(sha256);
      expect(await files.stored(shardOf(sha256), PAST)).not.toContain(sha256);
      const other = shardOf(sha256) === "00" ? "01" : "00";
      expect(await files.stored(other, FUTURE)).not.toContain(sha256);
    });

    test("FILES-2 what is set aside is listed so, and comes back for whoever reads it", async () => {
      const content = randomBytes(5000);
      const { sha256 } = await files.put(content);
      await files.setAside(sha256);
      await files.setAside(sha256);
      expect(await files.stored(shardOf(sha256), FUTURE)).not.toContain(sha256);
      expect(await files.aside(shardOf(sha256), FUTURE)).toContain(sha256);
      expect(await files.aside(shardOf(sha256), PAST)).not.toContain(sha256);
      expect(await bytesOf(await files.get(sha256, { start: 0, end: 9 }))).toEqual(content.subarray(0, 10));
      expect(await files.stored(shardOf(sha256), FUTURE)).toContain(sha256);
      await files.discard(sha256);
      expect(Buffer.from(await files.read(sha256))).toEqual(content);
    });

    test("FILES-2 what was set aside and put again is there as if nothing had been; discarded, it is gone", async () => {
      const content = randomBytes(5000);
      const { sha256 } = await files.put(content);
      await files.setAside(sha256);
      await files.put(content);
      await files.discard(sha256);
      expect(Buffer.from(await files.read(sha256))).toEqual(content);
      await files.setAside(sha256);
      await files.discard(sha256);
      await expect(files.read(sha256)).rejects.toThrow();
      expect(await files.bringBack(sha256)).toBe(false);
    });

    test("FILES-2 says that it takes files, and leaves nothing by saying so", async () => {
      const before = await under.everything();
      expect(await Promise.all([files.check(), files.check()])).toEqual(["ok", "ok"]);
      expect(await under.everything()).toEqual(before);
    });
  });
}
