import { mkdtemp, open, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anchorStoreContract } from "../../../tests/contracts/anchor-store.ts";
import { fileStoreContract } from "../../../tests/contracts/file-store.ts";
import { createFolderAnchorStore } from "./folder-anchor-store.ts";
import { createFolderFileStore } from "./folder-file-store.ts";

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "portail-files-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));

fileStoreContract("a folder", async () => {
  const folder = await mkdtemp(join(base, "store-"));
  const files = await createFolderFileStore(folder);
  return {
    files,
    async everything() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .toSorted();
    },
    async leaveHalfWritten(at) {
      const path = join(folder, "incoming", "7c0b1f86-1d9b-4a3e-9f0e-2d6f1c2b3a4d");
      await writeFile(path, "half");
      await utimes(path, at, at);
    },
    async damage(sha256) {
      const file = await open(join(folder, sha256.slice(0, 2), sha256), "r+");
      await file.write("x", 1000);
      await file.close();
    },
    stop: async () => undefined,
  };
});

anchorStoreContract("a folder", async () => createFolderAnchorStore(await mkdtemp(join(base, "anchors-"))));

test("HISTORY-2 anchors in a folder are for the portal's own account alone", async () => {
  const folder = await mkdtemp(join(base, "anchors-"));
  const name = `2026-01-01/${"1".padStart(15, "0")}-${"ab".repeat(32)}`;
  await createFolderAnchorStore(folder).add(name, "x\n");
  expect((await stat(join(folder, "anchors", name))).mode & 0o777).toBe(0o600);
});
