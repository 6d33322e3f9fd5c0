import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFolderFileStore } from "./folder-file-store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portail-files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As an upload that is cut off. */
async function* cutOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("half");
  throw new Error("the connection was cut");
}

describe("the store of files", () => {
  const content = Buffer.alloc(300_000, "pièce ");
  const sha256 = createHash("sha256").update(content).digest("hex");

  test("names a file by its bytes, whether they come at once or as a stream", async () => {
    const store = await createFolderFileStore(folder);
    expect(await store.put(content)).toEqual({ sha256, size: content.length });
    expect(await store.put(Readable.from([content.subarray(0, 1000), content.subarray(1000)]))).toEqual({
      sha256,
      size: content.length,
    });
    expect(await store.read(sha256)).toEqual(content);
    expect(await readdir(join(folder, "incoming"))).toEqual([]);
  });

  test("keeps nothing of an upload that is cut off", async () => {
    const store = await createFolderFileStore(folder);
    await expect(store.put(Readable.from(cutOff()))).rejects.toThrow("the connection was cut");
    expect(await readdir(folder)).toEqual(["incoming"]);
    expect(await readdir(join(folder, "incoming"))).toEqual([]);
  });
});
