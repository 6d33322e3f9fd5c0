import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "../../domain/access/actor.ts";
import { captureLog } from "../../tests/builders/captured-log.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { createFolderAnchorStore } from "../connectors/folder/folder-anchor-store.ts";
import { inTransaction } from "../platform/database.ts";
import type { AnchorStore } from "../ports/anchor-store.ts";
import { anchorFile, anchorJournal, readAnchorFile, readAnchors } from "./anchors.ts";
import { appendToJournal, checkChain } from "./journal-store.ts";

let portal: TestPortal;
/** Of an installation made before. */
let oldFile: string;
let folder: string;
let store: AnchorStore;
beforeAll(async () => {
  portal = await createTestPortal();
  oldFile = anchorFile(portal.services.config.dataDir);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portail-anchors-"));
  store = createFolderAnchorStore(join(folder, "files"));
  await rm(oldFile, { force: true });
  portal.clock.set(new Date("2026-01-05T10:00:00.000Z"));
  await behindTheTrigger("DELETE FROM journal", "UPDATE journal_head SET id = 0, hash = repeat('0', 64)");
  return () => rm(folder, { recursive: true });
});
afterAll(() => portal.close());

async function append(count: number): Promise<void> {
  for (let left = count; left > 0; left--)
    await inTransaction(portal.services.db, (trx) =>
      appendToJournal(trx, {
        at: portal.services.clock.now(),
        actor: SYSTEM,
        orderNumber: null,
        event: { type: "listExported", list: "orders", rows: left, filter: "" },
      }),
    );
}

/** Changes rows as whoever owns the database could. */
const behindTheTrigger = (...statements: string[]) =>
  portal.asOwner(
    "ALTER TABLE journal DISABLE TRIGGER journal_only_grows",
    ...statements,
    "ALTER TABLE journal ENABLE TRIGGER journal_only_grows",
  );

/** Takes away the end of the journal and mends its head: the chain that is left holds. */
const cutAfter = (id: number) =>
  behindTheTrigger(
    `DELETE FROM journal WHERE id > ${id}`,
    `UPDATE journal_head SET (id, hash) = (SELECT id, hash FROM journal WHERE id = ${id})`,
  );

const anchor = (copy?: AnchorStore) => anchorJournal({ ...portal.services, anchors: { store, copy } });
const check = async () =>
  checkChain(portal.services.db, [...(await readAnchorFile(oldFile)), ...(await readAnchors(store))]);
const idsIn = async (place: AnchorStore) => (await readAnchors(place)).map(({ id }) => id);

describe("HISTORY-2 the anchors of the journal", () => {
  test("name its head whenever it moved, one object each, with the time", async () => {
    await anchor();
    expect(await idsIn(store)).toEqual([]);
    await append(2);
    await anchor();
    await anchor();
    await append(1);
    await anchor();
    expect(await idsIn(store)).toEqual([2, 3]);
    const [first = ""] = await store.list();
    expect(first).toMatch(/^2026-01-05\/0{14}2-[0-9a-f]{64}$/);
    expect(await store.read(first)).toMatch(/^2026-01-05T10:00:00.000Z 2 [0-9a-f]{64}\n$/);
    expect(await check()).toEqual({ entries: 3, broken: null });
  });

  test("go on over the days, and are read in their order", async () => {
    await append(1);
    await anchor();
    portal.clock.set(new Date("2026-01-06T00:00:01.000Z"));
    await anchor();
    await append(1);
    await anchor();
    expect(await store.days()).toEqual(["2026-01-05", "2026-01-06"]);
    expect(await idsIn(store)).toEqual([1, 2]);
  });

  test("tell that the end was cut off even when the head was mended, and none is added for what is left", async () => {
    await append(5);
    await anchor();
    await cutAfter(3);
    expect((await checkChain(portal.services.db)).broken).toBeNull();
    expect((await check()).broken).toEqual({ id: 4, why: "the end is missing" });
    const { log, written } = captureLog();
    await anchorJournal({ ...portal.services, log, anchors: { store, copy: undefined } });
    expect(written.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ anchored: 5, head: 3 }),
    ]);
    expect(await idsIn(store)).toEqual([5]);
    await behindTheTrigger("DELETE FROM journal", "UPDATE journal_head SET id = 0, hash = repeat('0', 64)");
    expect((await check()).broken).toEqual({ id: 1, why: "the end is missing" });
  });

  test("tell that the end was written anew", async () => {
    await append(5);
    await anchor();
    await cutAfter(3);
    await append(4);
    expect((await checkChain(portal.services.db)).broken).toBeNull();
    expect((await check()).broken).toEqual({ id: 5, why: "not as it was anchored" });
  });

  test("may be added by several processes at once while the journal grows, without a false alarm", async () => {
    const { log, written } = captureLog();
    const each = { ...portal.services, log, anchors: { store, copy: undefined } };
    await append(1);
    await Promise.all([
      append(30),
      ...Array.from({ length: 40 }, async () => {
        await anchorJournal(each);
        await anchorJournal(each);
      }),
    ]);
    await anchorJournal(each);
    expect(written).toEqual([]);
    const ids = await idsIn(store);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.at(-1)).toBe(31);
    expect((await check()).broken).toBeNull();
  });
});

describe("HISTORY-2 the anchors of before, lines of a file", () => {
  const line = async () => {
    const { id, hash } = await portal.services.db
      .selectFrom("journal_head")
      .select(["id", "hash"])
      .executeTakeFirstOrThrow();
    return `2026-01-01T00:00:00.000Z ${id} ${hash}\n`;
  };

  test("are gone on from, and still tell", async () => {
    await append(2);
    await writeFile(oldFile, await line());
    await anchor();
    expect(await idsIn(store)).toEqual([]);
    await append(1);
    await anchor();
    expect(await idsIn(store)).toEqual([3]);
    await rm(join(folder, "files"), { recursive: true });
    await cutAfter(1);
    await anchor();
    expect(await idsIn(store)).toEqual([]);
    expect((await check()).broken).toEqual({ id: 2, why: "the end is missing" });
  });

  test("count without the line that a crash tore, and at the end of a long file", async () => {
    await append(1);
    await writeFile(oldFile, await line());
    await appendFile(oldFile, `${"x".repeat(200)}\n`.repeat(20));
    await append(1);
    await appendFile(oldFile, await line());
    await append(1);
    await appendFile(oldFile, await line());
    await truncate(oldFile, (await readFile(oldFile)).length - 20);
    expect((await readAnchorFile(oldFile)).map(({ id }) => id)).toEqual([1, 2]);
    await cutAfter(1);
    await anchor();
    expect(await idsIn(store)).toEqual([]);
  });
});

describe("HISTORY-2 the copy off the host", () => {
  test("gets what is there already when it is new, and from then on each anchor, as it is", async () => {
    for (const day of ["2026-01-05", "2026-01-06", "2026-01-09"]) {
      portal.clock.set(new Date(`${day}T10:00:00.000Z`));
      await append(1);
      await anchor();
    }
    const copy = createFolderAnchorStore(join(folder, "elsewhere"));
    await anchor(copy);
    expect(await idsIn(copy)).toEqual([1, 2, 3]);
    await append(1);
    await anchor(copy);
    expect(await copy.list()).toEqual(await store.list());
    for (const name of await copy.list()) expect(await copy.read(name)).toBe(await store.read(name));
  });

  test("is told of as long as it fails, and has all of it once it answers, whatever the days between", async () => {
    const real = createFolderAnchorStore(join(folder, "elsewhere"));
    let left = 2;
    const copy: AnchorStore = {
      ...real,
      add: (name, content) => {
        if (left === 0) return Promise.reject(new Error("nobody answers"));
        left -= 1;
        return real.add(name, content);
      },
    };
    for (const day of ["2026-01-05", "2026-01-06", "2026-01-20", "2026-02-20"]) {
      portal.clock.set(new Date(`${day}T10:00:00.000Z`));
      await append(2);
      const anchored = anchor(copy);
      if (day >= "2026-01-20") await expect(anchored).rejects.toThrow("nobody answers");
      else await anchored;
    }
    expect([await idsIn(store), await idsIn(real)]).toEqual([
      [2, 4, 6, 8],
      [2, 4],
    ]);
    left = Number.POSITIVE_INFINITY;
    await anchor(copy);
    expect(await idsIn(real)).toEqual([2, 4, 6, 8]);
  });

  test("gets what another process added about midnight to the day before", async () => {
    const copy = createFolderAnchorStore(join(folder, "elsewhere"));
    await append(1);
    portal.clock.set(new Date("2026-01-06T00:00:01.000Z"));
    await anchor(copy);
    const late = `2026-01-05/${"9".padStart(15, "0")}-${"ab".repeat(32)}`;
    await store.add(late, "late\n");
    await anchor(copy);
    expect(await copy.list()).toContain(late);
  });

  test("is copied to though the file store takes nothing", async () => {
    const copy = createFolderAnchorStore(join(folder, "elsewhere"));
    await append(1);
    await anchor();
    await append(1);
    const full: AnchorStore = { ...store, add: () => Promise.reject(new Error("full")) };
    const anchored = anchorJournal({ ...portal.services, anchors: { store: full, copy } });
    await expect(anchored).rejects.toThrow("full");
    expect(await idsIn(copy)).toEqual([1]);
  });
});
