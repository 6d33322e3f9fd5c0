import { sql } from "kysely";
import { expect, test } from "vitest";
import { SYSTEM } from "../../domain/access/actor.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal } from "../../tests/builders/test-portal.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { inTransaction } from "../platform/database.ts";
import { loadOrder } from "./order-store.ts";

test("HISTORY-2 an operation and a mail that both write about an order never wait for each other", async () => {
  const portal = await createTestPortal();
  const number = await createOrder(await createAuthority(portal), anOrder(), "created");
  const { db, clock } = portal.services;
  const event = { type: "mailSent", messageId: "1", purpose: "toVerify" } as const;
  const entry = { at: clock.now(), actor: SYSTEM, orderNumber: number, event };
  await inTransaction(db, async (operation) => {
    await loadOrder(operation, { kind: "everything" }, number, { lock: true });
    // A mail's job has no need of the order's lock: it would hold the journal and wait for this transaction.
    await inTransaction(db, (mail) => appendToJournal(mail, entry));
    await appendToJournal(operation, entry);
  });
  const entries = await db
    .selectFrom("journal")
    .select("id")
    .where("order_number", "=", number)
    .where(sql`event ->> 'type'`, "=", event.type)
    .execute();
  expect(entries).toHaveLength(2);
  await portal.close();
});
