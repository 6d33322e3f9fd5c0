/**
 * For any filter, sort, page and operator, the list and its count agree with a plain model held in memory, and the
 * neighbours of an order are those of the list. Written from LIST-2 to LIST-4 and ROLE-2, not from the queries.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ORDER_QUEUES, orderListQuerySchema } from "../../domain/orders/order-list-api.ts";
import { download } from "../../tests/builders/exports.ts";
import {
  address,
  createListWorld,
  filterOf,
  type ListWorld,
  NOT_TALLIED,
  queries,
  shown,
} from "../../tests/builders/list-model.ts";
import { jumpTo } from "./jump-to-page.ts";
import { conditions, ordering } from "./order-query.ts";

let world: ListWorld;

beforeAll(async () => {
  world = await createListWorld();
});
afterAll(() => world.portal.close());

describe("LIST-2 LIST-3 LIST-4 LIST-5 the list", () => {
  test("ROLE-2 agrees with the model in rows, order, pages and count, for every operator", async () => {
    await fc.assert(
      fc.asyncProperty(
        queries,
        fc.nat({ max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(5, 25, 100),
        async (query, who, page, pageSize) => {
          const operator = world.operators[who];
          if (!operator) throw new Error("no such operator");
          const answer = await operator.request(
            "GET",
            `/api/orders?${address({ ...query, page, pageSize })}`,
          );
          const expected = world.model(operator, query);
          const counted = await operator.request("GET", `/api/orders/count?${address(filterOf(query))}`);
          expect(counted.body.total).toBe(expected.length);
          expect(answer.body.total).toBe(query.siren || query.holder ? null : expected.length);
          expect(answer.body.rows).toEqual(expected.slice((page - 1) * pageSize, page * pageSize).map(shown));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("LIST-5 finds a far page by the months of the tally where the model has it", async () => {
    const { db } = world.portal.services;
    let jumps = 0;
    await fc.assert(
      fc.asyncProperty(queries, fc.nat({ max: 3 }), fc.nat({ max: 40 }), async (drawn, who, offset) => {
        const operator = world.operators[who];
        if (!operator) throw new Error("no such operator");
        const query = orderListQuerySchema.parse({
          ...drawn,
          ...NOT_TALLIED,
          queue: undefined,
          phase: undefined,
        });
        const jump = await jumpTo(db, operator, query, offset);
        if (!jump) return;
        jumps += 1;
        const rows = await db
          .selectFrom("orders")
          .select("orders.number")
          .where((builder) => builder.and([...conditions(operator, query), jump.from]))
          .orderBy(ordering(query))
          .offset(jump.skip)
          .limit(7)
          .execute();
        const expected = world.model(operator, query).slice(offset, offset + 7);
        expect(rows.map((row) => row.number)).toEqual(expected.map((order) => order.number));
      }),
      { numRuns: 300 },
    );
    expect(jumps).toBeGreaterThan(20);
  });

  test("EXPORT-1 EXPORT-2 ROLE-2 the file holds the rows of the model, all of them and in its order", async () => {
    await fc.assert(
      fc.asyncProperty(queries, fc.nat({ max: 4 }), async (query, who) => {
        const operator = world.operators[who];
        if (!operator) throw new Error("no such operator");
        const { rows, answer } = await download(operator, `/api/orders/export?${address(query)}`);
        const expected = world.model(operator, query);
        expect(rows.map((row) => row.slice(0, 3))).toEqual(
          expected.map(({ number, portuId, siren }) => [number, portuId, siren]),
        );
        expect(rows.map((row) => row[4])).toEqual(expected.map((order) => order.holderFamilyName));
        expect(Number(answer.headers["x-total-rows"])).toBe(expected.length);
      }),
      { numRuns: 60 },
    );
  });

  test("DETAIL-1 gives each order the neighbours that it has in the list", async () => {
    await fc.assert(
      fc.asyncProperty(queries, fc.nat({ max: 4 }), fc.nat({ max: 69 }), async (query, who, at) => {
        const operator = world.operators[who];
        const listed = operator ? world.model(operator, query) : [];
        fc.pre(operator !== undefined && listed.length > 0);
        const index = at % listed.length;
        const url = `/api/orders/${listed[index]?.number}/neighbours?${address(query)}`;
        expect((await operator?.request("GET", url))?.body).toEqual({
          previous: listed[index - 1]?.number ?? null,
          next: listed[index + 1]?.number ?? null,
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe("LIST-6 ROLE-2 the queues and the drop-down", () => {
  test("count and name what each operator may see", async () => {
    for (const operator of world.operators) {
      const visible = world.model(operator, {});
      const queues = (await operator.request("GET", "/api/order-queues")).body;
      for (const queue of ORDER_QUEUES)
        expect(queues[queue], queue).toBe(
          visible.filter((order) => queue === "all" || order.status === queue).length,
        );
      const clients = (await operator.request("GET", "/api/clients")).body.map(
        (client: { code: string }) => client.code,
      );
      expect(clients).toEqual([...new Set(visible.map((order) => order.clientCode))].toSorted());
    }
  });
});
