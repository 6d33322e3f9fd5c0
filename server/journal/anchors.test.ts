import { appendFile, readFile, rm, stat, truncate } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "../../domain/access/actor.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { inTransaction } from "../platform/database.ts";
import { anchorFile, anchorJournal, readAnchors } from "./anchors.ts";
import { appendToJournal, checkChain } from "./journal-store.ts";

let portal: TestPortal;
let path: string;
beforeAll(async () => {
  portal = await createTestPortal();
  path = anchorFile(portal.services.config.dataDir);
});
beforeEach(async () => {
  await rm(path, { force: true });
  await behindTheTrigger("DELETE FROM journal", "UPDATE journal_head SET id = 0, hash = repeat('0', 64)");
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

const anchor = () => anchorJournal(portal.services);
const check = async () => checkChain(portal.services.db, await readAnchors(path));

describe("HISTORY-2 the anchors of the journal", () => {
  test("name its head whenever it moved, one line each, for the portal's own account alone", async () => {
    await anchor();
    expect(await readAnchors(path)).toEqual([]);
    await append(2);
    await anchor();
    await anchor();
    await append(1);
    await anchor();
    expect((await readAnchors(path)).map(({ id }) => id)).toEqual([2, 3]);
    expect(await readFile(path, "utf8")).toMatch(/^(\d{4}-\d\d-\d\dT[\d:.]+Z \d+ [0-9a-f]{64}\n){2}$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await check()).toEqual({ entries: 3, broken: null });
  });

  test("tell that the end was cut off even when the head was mended, and are not overwritten by what is left", async () => {
    await append(5);
    await anchor();
    await cutAfter(3);
    expect((await checkChain(portal.services.db)).broken).toBeNull();
    expect((await check()).broken).toEqual({ id: 4, why: "the end is missing" });
    await anchor();
    expect((await readAnchors(path)).map(({ id }) => id)).toEqual([5]);
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

  test("survive a line that a crash tore", async () => {
    await append(1);
    await anchor();
    await append(1);
    await anchor();
    await truncate(path, (await stat(path)).size - 20);
    await append(1);
    await anchor();
    expect((await readAnchors(path)).map(({ id }) => id)).toEqual([1, 3]);
    expect((await check()).broken).toBeNull();
  });

  test("go on in a file that has grown long", async () => {
    await append(1);
    await anchor();
    await appendFile(path, `${"x".repeat(200)}\n`.repeat(20));
    await append(1);
    await anchor();
    expect((await readAnchors(path)).map(({ id }) => id)).toEqual([1, 2]);
  });
});
