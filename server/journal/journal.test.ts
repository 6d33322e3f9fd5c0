import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { actorKindSchema, SYSTEM } from "../../domain/access/actor.ts";
import { canonicalEntry, GENESIS_HASH, type HashedEntry } from "../../domain/journal/canonical.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { inTransaction } from "../platform/database.ts";
import { sha256 } from "../platform/secrets.ts";
import { appendToJournal, checkChain, hashedEntry, type NewEntry } from "./journal-store.ts";

let portal: TestPortal;
beforeEach(async () => {
  portal = await createTestPortal();
});
afterEach(() => portal.close());

const entryOf = (rows: number): NewEntry => ({
  at: portal.services.clock.now(),
  actor: SYSTEM,
  orderNumber: null,
  event: { type: "listExported", list: "orders", rows, filter: "é \u2028 ' \\" },
});

const append = (rows: number) =>
  inTransaction(portal.services.db, (trx) => appendToJournal(trx, entryOf(rows)));

/** Changes rows as whoever owns the database could. */
const behindTheTrigger = (statement: string) =>
  portal.asOwner(
    "ALTER TABLE journal DISABLE TRIGGER journal_only_grows",
    statement,
    "ALTER TABLE journal ENABLE TRIGGER journal_only_grows",
  );

/** Rewrites an entry with a hash of its own that holds, as somebody would who knows how entries are hashed. */
async function forge(id: number, change: (entry: HashedEntry) => Partial<HashedEntry>): Promise<void> {
  const row = await portal.services.db
    .selectFrom("journal")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const entry = hashedEntry(row);
  const forged = { ...entry, ...change(entry) };
  await behindTheTrigger(
    `UPDATE journal SET actor_name = '${forged.actorName}', previous_hash = '${forged.previousHash}',
       hash = '${sha256(canonicalEntry(forged))}' WHERE id = ${id}`,
  );
}

const someHash = "5a".repeat(32);

describe("HISTORY-2 the journal", () => {
  test("keeps its chain whole when many write at once", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, row) => append(row)));
    expect(await checkChain(portal.services.db)).toEqual({ entries: 40, broken: null });
  });

  test("names the first entry that was changed, removed or cut off", async () => {
    const { db } = portal.services;
    for (let row = 0; row < 40; row++) await append(row);
    const changed = "UPDATE journal SET event = jsonb_set(event, '{rows}', '7777') WHERE id = 12";
    const original = (
      await db.selectFrom("journal").select("event").where("id", "=", 12).executeTakeFirstOrThrow()
    ).event;
    await behindTheTrigger(changed);
    expect((await checkChain(db)).broken).toEqual({ id: 12, why: "changed" });
    await behindTheTrigger(
      `UPDATE journal SET event = '${JSON.stringify(original).replaceAll("'", "''")}' WHERE id = 12`,
    );
    expect((await checkChain(db)).broken).toBeNull();

    await behindTheTrigger("DELETE FROM journal WHERE id = 40");
    expect((await checkChain(db)).broken).toEqual({ id: 40, why: "the end is missing" });
    await behindTheTrigger("DELETE FROM journal WHERE id = 20");
    expect((await checkChain(db)).broken).toEqual({ id: 20, why: "missing" });
  });

  test("tells a forged entry by the one after it, which is not chained to what it says now", async () => {
    for (let row = 0; row < 5; row++) await append(row);
    await forge(2, () => ({ actorName: "Quelqu un d autre" }));
    expect(await checkChain(portal.services.db)).toEqual({
      entries: 2,
      broken: { id: 3, why: "not chained" },
    });
  });

  test("tells an entry that follows another than the one before it", async () => {
    await append(1);
    await forge(1, () => ({ previousHash: someHash }));
    expect((await checkChain(portal.services.db)).broken).toEqual({ id: 1, why: "not chained" });
  });

  test("tells the last entry, which no other follows, by the head of the chain", async () => {
    for (let row = 0; row < 3; row++) await append(row);
    await forge(3, () => ({ actorName: "Quelqu un d autre" }));
    expect((await checkChain(portal.services.db)).broken).toEqual({ id: 4, why: "the end is missing" });
  });

  test("is not whole while its head names another end, none at all, or an entry of an empty journal", async () => {
    const { db } = portal.services;
    const missing = (id: number) => ({ id, why: "the end is missing" });
    expect((await checkChain(db)).broken).toBeNull();
    await portal.asOwner(`UPDATE journal_head SET id = 1, hash = '${someHash}'`);
    expect((await checkChain(db)).broken).toEqual(missing(1));
    await portal.asOwner(`UPDATE journal_head SET id = 0, hash = '${GENESIS_HASH}'`);
    for (let row = 0; row < 2; row++) await append(row);
    await portal.asOwner("UPDATE journal_head SET id = 1");
    expect((await checkChain(db)).broken).toEqual(missing(3));
    await portal.asOwner("DELETE FROM journal_head");
    expect((await checkChain(db)).broken).toEqual(missing(3));
  });

  test("is checked to its end, however long it is", async () => {
    const { db } = portal.services;
    await inTransaction(db, (trx) =>
      appendToJournal(trx, ...Array.from({ length: 1203 }, (_, rows) => entryOf(rows))),
    );
    expect(await checkChain(db)).toEqual({ entries: 1203, broken: null });
    await forge(1202, () => ({ actorName: "Quelqu un d autre" }));
    expect((await checkChain(db)).broken).toEqual({ id: 1203, why: "not chained" });
  });

  test("knows in the database the kinds of actors that the domain knows, and no other", async () => {
    const { rows } = await sql<{ definition: string }>`
      SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
      WHERE conname = 'journal_actor_kind_check'`.execute(portal.services.db);
    const kinds = [...(rows[0]?.definition ?? "").matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
    expect(kinds).toEqual(actorKindSchema.options);
  });
});
