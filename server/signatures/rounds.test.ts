/** The rounds over what is open: what finds nothing new writes nothing. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import {
  anOrder,
  bringTo,
  collectionRef,
  createAuthority,
  createOrder,
  type Intake,
} from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { refreshCertificateStatus } from "../certificates/refresh-status.ts";
import { expireStandings } from "../order/priority-store.ts";
import { settleTally } from "../orders/count-orders.ts";
import { followOpenCollections } from "./follow-open-collections.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

/** Changes whenever a row of these tables is written, even with what stood there: its version carries the transaction. */
async function versions(): Promise<unknown> {
  const { rows } = await sql`
    SELECT 'orders' AS of, number::text AS key, xmin::text FROM orders
    UNION ALL SELECT 'collection', id::text, xmin::text FROM signature_collection
    UNION ALL SELECT 'certificate', number::text, xmin::text FROM certificate
    UNION ALL SELECT 'subscriber', id::text, xmin::text FROM subscriber
    UNION ALL SELECT 'journal', id::text, xmin::text FROM journal
    UNION ALL SELECT 'head', id::text, xmin::text FROM journal_head
    UNION ALL SELECT 'tally', month::text || status, xmin::text FROM order_tally
    ORDER BY 1, 2, 3`.execute(portal.services.db);
  return rows;
}

test("FLOW-6 a collection in which nobody signed since, and whatever else stands still, is not written again", async () => {
  await bringTo(portal, operator, await createOrder(intake, anOrder()), "toDeliver");
  const number = await createOrder(intake, anOrder());
  await bringTo(portal, operator, number, "signing");
  await portal.neighbours.signatureService.signAs(await collectionRef(portal, number), "holder");
  const round = async () => {
    await followOpenCollections(portal.services);
    await refreshCertificateStatus(portal.services);
    await expireStandings(portal.services);
    await settleTally(portal.services.db);
  };
  // The first one finds that the holder signed.
  const before = await versions();
  await round();
  const found = await versions();
  expect(found).not.toEqual(before);
  await round();
  expect(await versions()).toEqual(found);
});
