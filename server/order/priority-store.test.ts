/** The priority kept with each order agrees with the rule, whatever certificates a subscriber holds and whatever the time. */
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PRIORITIES, priorityOf } from "../../domain/order/priority.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { inTransaction } from "../platform/database.ts";
import { expireStandings, refreshStandings } from "./priority-store.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

const DAY = 86_400_000;
const account = (name: string) => ({
  accountId: name,
  familyName: "Martin",
  givenName: "Lise",
  email: "lise@example.org",
});

const rowOf = (number: number) =>
  portal.services.db
    .selectFrom("orders")
    .select(["priority", "subscriber_id", sql<string>`priority_until::text`.as("until")])
    .where("number", "=", number)
    .executeTakeFirstOrThrow();

/** A delivered order of this account, whose certificate the tests change. */
async function aCertificate(accountId: string): Promise<number> {
  const number = await createOrder(intake, anOrder({ subscriber: account(accountId), medium: "software" }));
  await bringTo(portal, operator, number, "toDeliver");
  return number;
}

describe("LIST-2 the priority of an order that waits", () => {
  test("agrees with the rule for any certificates at any time", async () => {
    const held = [
      await aCertificate("several"),
      await aCertificate("several"),
      await aCertificate("several"),
    ];
    const waiting = await createOrder(intake, anOrder({ subscriber: account("several") }));
    const { subscriber_id: subscriberId } = await rowOf(waiting);
    const { db } = portal.services;
    const now = new Date();
    const certificate = fc.record({
      from: fc.integer({ min: -1000, max: -1 }),
      to: fc.integer({ min: -500, max: 500 }).filter((days) => days !== 0),
      revoked: fc.option(fc.integer({ min: -400, max: -1 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(certificate, { minLength: 3, maxLength: 3 }), async (drawn) => {
        // Two of the same day would leave the rule itself undecided.
        fc.pre(
          new Set(drawn.map((one) => one.from)).size === 3 && new Set(drawn.map((one) => one.to)).size === 3,
        );
        const certificates = drawn.map(({ from, to, revoked }) => ({
          notBefore: new Date(now.getTime() + from * DAY),
          notAfter: new Date(now.getTime() + to * DAY),
          revokedAt: revoked === undefined ? undefined : new Date(now.getTime() + revoked * DAY),
        }));
        for (const [index, number] of held.entries()) {
          const one = certificates[index];
          await db
            .updateTable("certificate")
            .set({ not_before: one?.notBefore, not_after: one?.notAfter, revoked_at: one?.revokedAt ?? null })
            .where("order_number", "=", number)
            .execute();
        }
        await inTransaction(db, (trx) => refreshStandings(trx, [subscriberId], now));
        const expected = priorityOf("toVerify", certificates, now);
        const row = await rowOf(waiting);
        expect(PRIORITIES[row.priority]).toBe(expected.priority);
        if (expected.expiresAt) expect(new Date(row.until)).toEqual(expected.expiresAt);
        else expect(row.until).toBe("infinity");
      }),
      { numRuns: 60 },
    );
  });

  test("follows a certificate that is issued, expires, and an order that is over", async () => {
    const waiting = await createOrder(intake, anOrder({ subscriber: account("follows") }));
    expect(PRIORITIES[(await rowOf(waiting)).priority]).toBe("none");
    const first = await aCertificate("follows");
    await portal.runJobs();
    expect(PRIORITIES[(await rowOf(waiting)).priority]).toBe("valid");
    expect(PRIORITIES[(await rowOf(first)).priority]).toBe("over");
    // An order that comes now starts where its subscriber stands.
    const next = await createOrder(intake, anOrder({ subscriber: account("follows") }));
    expect(PRIORITIES[(await rowOf(next)).priority]).toBe("valid");

    portal.clock.set(new Date(Date.now() + 366 * DAY));
    expect(await expireStandings(portal.services)).toBeGreaterThanOrEqual(1);
    portal.clock.release();
    expect(PRIORITIES[(await rowOf(waiting)).priority]).toBe("expired");
  });
});
