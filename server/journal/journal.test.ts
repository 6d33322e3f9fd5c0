import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "../../domain/access/actor.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { inTransaction } from "../platform/database.ts";
import { appendToJournal, checkChain } from "./journal-store.ts";

let portal: TestPortal;
beforeEach(async () => {
  portal = await createTestPortal();
});
afterEach(() => portal.close());

const append = (rows: number) =>
  inTransaction(portal.services.db, (trx) =>
    appendToJournal(trx, {
      at: portal.services.clock.now(),
      actor: SYSTEM,
      orderNumber: null,
      event: { type: "listExported", list: "orders", rows, filter: "é \u2028 ' \\" },
    }),
  );

/** Changes rows as whoever owns the database could. */
const behindTheTrigger = (statement: string) =>
  portal.asOwner(
    "ALTER TABLE journal DISABLE TRIGGER journal_only_grows",
    statement,
    "ALTER TABLE journal ENABLE TRIGGER journal_only_grows",
  );

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
});
