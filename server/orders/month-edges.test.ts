/**
 * Totals and far pages where months meet: they follow the operators' calendar, Europe/Paris, whose months begin one or two
 * hours before those of UTC. The days of these orders are written by hand.
 */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orderListQuerySchema } from "../../domain/orders/order-list-api.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { settleTally } from "./count-orders.ts";
import { jumpTo } from "./jump-to-page.ts";
import { conditions, ordering } from "./order-query.ts";

/** When each order was created, and which day that was in Paris; oldest first. */
const CREATED = [
  ["2026-01-31T22:59:59Z", "2026-01-31"],
  ["2026-01-31T23:00:00Z", "2026-02-01"],
  ["2026-02-01T22:59:59Z", "2026-02-01"],
  ["2026-02-28T22:59:59Z", "2026-02-28"],
  ["2026-02-28T23:00:00Z", "2026-03-01"],
  ["2026-02-28T23:30:00Z", "2026-03-01"],
  ["2026-03-01T22:59:59Z", "2026-03-01"],
  ["2026-03-01T23:00:00Z", "2026-03-02"],
  ["2026-03-31T21:59:59Z", "2026-03-31"],
  ["2026-03-31T22:00:00Z", "2026-04-01"],
  ["2026-03-31T23:59:59Z", "2026-04-01"],
  ["2026-04-01T00:00:00Z", "2026-04-01"],
  ["2026-04-01T22:00:00Z", "2026-04-02"],
  ["2026-04-30T21:59:59Z", "2026-04-30"],
] as const;
const DAYS = [
  "2026-01-31",
  "2026-02-01",
  "2026-02-28",
  "2026-03-01",
  "2026-03-02",
  "2026-03-31",
  "2026-04-01",
];

let portal: TestPortal;
let operator: SignedInOperator;
const numbers: number[] = [];
beforeAll(async () => {
  portal = await createTestPortal();
  const intake = await createAuthority(portal);
  for (const [at] of CREATED) {
    portal.clock.set(new Date(at));
    numbers.push(await createOrder(intake, anOrder(), "created"));
  }
  portal.clock.release();
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

describe("LIST-4 LIST-5 a total", () => {
  const periods = [undefined, ...DAYS].flatMap((createdFrom) =>
    [undefined, ...DAYS].map((createdTo) => ({ createdFrom, createdTo })),
  );

  test("counts each order on its day in Paris, whichever days the period begins and ends with", async () => {
    for (const settled of [false, true]) {
      if (settled) await settleTally(portal.services.db);
      for (const { createdFrom, createdTo } of periods) {
        const expected = CREATED.filter(
          ([, day]) => (!createdFrom || day >= createdFrom) && (!createdTo || day <= createdTo),
        );
        const query = new URLSearchParams({
          ...(createdFrom && { createdFrom }),
          ...(createdTo && { createdTo }),
        });
        const { body } = await operator.request("GET", `/api/orders/count?${query}`);
        expect(body, `${createdFrom} – ${createdTo}, settled: ${settled}`).toEqual({
          total: expected.length,
        });
      }
    }
  });
});

describe("LIST-5 a far page", () => {
  /** The numbers of the list from the place on at which `jumpTo` says to read. */
  async function readFrom(sort: "createdAt" | "priority", direction: "asc" | "desc", offset: number) {
    const { db } = portal.services;
    const query = orderListQuerySchema.parse({ sort, direction });
    const jump = await jumpTo(db, operator, query, offset);
    if (!jump) throw new Error(`no shorter way to ${offset}`);
    const rows = await db
      .selectFrom("orders")
      .select("number")
      .where((where) => where.and([...conditions(operator, query), jump.from]))
      .orderBy(ordering(query))
      .offset(jump.skip)
      .execute();
    return { total: jump.total, skip: jump.skip, numbers: rows.map(({ number }) => number) };
  }

  test.each(["asc", "desc"] as const)("begins where it should by date of creation, %s", async (direction) => {
    const listed = direction === "asc" ? numbers : numbers.toReversed();
    for (const [offset] of listed.entries()) {
      const read = await readFrom("createdAt", direction, offset);
      expect(read, `from ${offset}`).toMatchObject({ total: 14, numbers: listed.slice(offset) });
      // Only orders of the month in which the page begins are passed over; none has more than five.
      expect(read.skip).toBeLessThan(5);
    }
  });

  test.each(["asc", "desc"] as const)("begins where it should by priority, %s", async (direction) => {
    // All but the first two are over; these two wait, and stand before the others or after them.
    await portal.services.db
      .updateTable("orders")
      .set({ status: "cancelled", priority: 4, priority_until: sql`'infinity'` })
      .where("number", "in", numbers.slice(2))
      .execute();
    const over = direction === "asc" ? numbers.slice(2) : numbers.slice(2).toReversed();
    for (const [place] of over.entries()) {
      const offset = direction === "asc" ? place + 2 : place;
      const read = await readFrom("priority", direction, offset);
      expect(read.total).toBe(14);
      expect(read.numbers.slice(0, over.length - place), `from ${offset}`).toEqual(over.slice(place));
    }
  });
});
