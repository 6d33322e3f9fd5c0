import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  appendDurably,
  makeFolder,
  putInPlace,
  readIfPresent,
  writeAside,
  writeDurably,
} from "./durable-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portail-durable-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

/** As an upload that is cut off. */
async function* cutOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("half");
  throw new Error("the connection was cut");
}

describe("a file that is written whole or not at all", () => {
  test("replaces the one before, is its owner's alone, and leaves nothing beside it", async () => {
    const path = join(folder, "state.json");
    await writeDurably(path, "before");
    await writeDurably(path, Buffer.from("after"));
    expect(await readFile(path, "utf8")).toBe("after");
    expect(await modeOf(path)).toBe(0o600);
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  test("leaves the one before when it cannot take its place, and no scrap", async () => {
    const path = join(folder, "state.json");
    await mkdir(join(path, "in-the-way"), { recursive: true });
    await expect(writeDurably(path, "after")).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  test("leaves nothing of a content that breaks off", async () => {
    await expect(writeAside(join(folder, "aside"), cutOff())).rejects.toThrow("the connection was cut");
    expect(await readdir(folder)).toEqual([]);
  });

  test("takes a name in a folder that is not there yet", async () => {
    await writeAside(join(folder, "aside"), "content");
    await putInPlace(join(folder, "aside"), join(folder, "ab", "abcd"));
    expect(await readFile(join(folder, "ab", "abcd"), "utf8")).toBe("content");
    expect(await readdir(folder)).toEqual(["ab"]);
  });
});

describe("a file that only grows", () => {
  test("is made by the first line, for its owner alone, and keeps those before", async () => {
    const path = join(folder, "lines.log");
    await appendDurably(path, "one\n");
    await appendDurably(path, Buffer.from("two\n"));
    expect(await readFile(path, "utf8")).toBe("one\ntwo\n");
    expect(await modeOf(path)).toBe(0o600);
  });

  test("is not made in a folder that does not exist", async () => {
    await expect(appendDurably(join(folder, "absent", "lines.log"), "one\n")).rejects.toThrow("ENOENT");
  });
});

describe("folders and absent files", () => {
  test("a folder is made with those above it, for its owner alone; one that exists stays as it is", async () => {
    const deep = join(folder, "a", "b");
    await makeFolder(deep);
    await writeFile(join(deep, "kept"), "");
    await makeFolder(deep);
    expect(await readdir(deep)).toEqual(["kept"]);
    expect([await modeOf(join(folder, "a")), await modeOf(deep)]).toEqual([0o700, 0o700]);
  });

  test("a file that is not there reads as nothing; one that cannot be read is an error", async () => {
    expect(await readIfPresent(join(folder, "absent"))).toBeUndefined();
    await expect(readIfPresent(folder)).rejects.toThrow("EISDIR");
  });
});
