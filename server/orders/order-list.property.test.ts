/**
 * For any filter, sort, page and operator, the list and its count agree with a plain model held in memory, and the
 * neighbours of an order are those of the list. Written from LIST-2 to LIST-4 and ROLE-2, not from the queries.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isWithin } from "../../domain/access/perimeter.ts";
import type { OrderStatus } from "../../domain/orders/order.ts";
import { ORDER_QUEUES, ORDER_SORTS, type OrderRow } from "../../domain/orders/order-list-api.ts";
import { PRIORITIES } from "../../domain/orders/priority.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

type Known = OrderRow & { authority: string; clientCode: string; until: number };

const DIGITAL: OrderStatus[] = [
  "incomplete",
  "toVerify",
  "signing",
  "toValidate",
  "toGenerate",
  "toDeliver",
  "delivered",
];
const PAPER: OrderStatus[] = ["incomplete", "toGenerate", "toDeliver", "delivered", "cancelled"];
const PHASE_OF: Record<OrderStatus, string> = {
  incomplete: "created",
  toVerify: "created",
  signing: "created",
  toValidate: "created",
  toGenerate: "validated",
  toDeliver: "generated",
  delivered: "delivered",
  cancelled: "created",
};
const NAMES = [
  "To",
  "Tóma",
  "Matoca",
  "MUTO",
  "100%",
  "a_b",
  "aXb",
  "L'Hôte",
  "d'Été",
  "Œuvré",
  "back\\slash",
  "Zoé",
];
const SIRENS = ["434202180", "512403171", "821405776", "812260941"];
const FIRST = Date.parse("2026-01-10T22:30:00Z");

let portal: TestPortal;
let known: Known[];
let operators: SignedInOperator[];

beforeAll(async () => {
  portal = await createTestPortal();
  const intakes = { AE1: await createAuthority(portal, "AE1"), AE2: await createAuthority(portal, "AE2") };
  known = [];
  for (let index = 0; index < 70; index++) {
    const authority = index % 3 === 0 ? "AE2" : "AE1";
    portal.clock.set(new Date(FIRST + ((index * 37) % 70) * 5 * 3_600_000));
    const process = index % 4 === 0 ? "paper" : "digital";
    const order = anOrder({
      process,
      type: index % 5 < 2 ? "renewal" : "new",
      client: `${authority}-C${1 + (index % 2)}`,
      portuId: 7000 - index,
    });
    order.information.holder.familyName = NAMES[index % NAMES.length] ?? "";
    order.information.organization.siren = SIRENS[index % SIRENS.length] ?? "";
    const number = await createOrder(intakes[authority], order, "created");
    known.push(await placed(number, index, authority, order.client));
  }
  portal.clock.release();
  operators = [
    await signIn(portal, "RA_INTERNAL"),
    await signIn(portal, "SUPPORT"),
    await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] }),
    await signIn(portal, "AUDITOR", { registrationAuthorities: ["AE1"], clients: ["AE1-C2"] }),
    await signIn(portal, "RA_EXTERNAL", { name: "Sans périmètre", registrationAuthorities: [] }),
  ];
});
afterAll(() => portal.close());

/** Puts the order into a status and a priority of its own, and remembers it as the list should show it. */
async function placed(number: number, index: number, authority: string, client: string): Promise<Known> {
  const statuses = index % 4 === 0 ? PAPER : DIGITAL;
  const status = statuses[index % statuses.length] ?? "incomplete";
  const pending = !["toDeliver", "delivered", "cancelled"].includes(status);
  const priority = pending ? index % 4 : 4;
  const until = priority === 3 ? FIRST + (index % 5) * 86_400_000 : Number.POSITIVE_INFINITY;
  const row = await portal.services.db
    .updateTable("orders")
    .set({ status, priority, ...(priority === 3 ? { priority_until: new Date(until) } : {}) })
    .where("number", "=", number)
    .returningAll()
    .executeTakeFirstOrThrow();
  return {
    number,
    portuId: row.portu_id,
    priority: PRIORITIES[priority] ?? "none",
    siren: row.siren,
    holderFamilyName: row.holder_family_name,
    holderGivenName: row.holder_given_name,
    createdAt: row.created_at.toISOString(),
    client: `Client ${client}`,
    type: row.type,
    process: row.process,
    phase: PHASE_OF[status] as OrderRow["phase"],
    status,
    cnbfNumber: null,
    barNumber: null,
    authority,
    clientCode: client,
    until,
  };
}

const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase();
const parisDay = (iso: string) => new Date(iso).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });

type Query = Record<string, string | number | undefined>;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const day = fc
  .integer({ min: 0, max: 20 })
  .map((days) => parisDay(new Date(FIRST + days * 86_400_000).toISOString()));
const queries: fc.Arbitrary<Query> = fc.record({
  queue: maybe(fc.constantFrom(...ORDER_QUEUES)),
  number: maybe(fc.constantFrom("5003", "50", "x", "5069")),
  portuId: maybe(fc.constantFrom("6999", "69", "7000")),
  siren: maybe(fc.constantFrom("43", "512403171", "0", "9", "%")),
  holder: maybe(fc.constantFrom("to", "TÓ", "%", "_", "a_b", "'", "é", "\\", "zoe", "œ")),
  createdFrom: maybe(day),
  createdTo: maybe(day),
  client: maybe(fc.constantFrom("AE1-C1", "AE1-C2", "AE2-C1", "nulle part")),
  type: maybe(fc.constantFrom("new", "renewal")),
  process: maybe(fc.constantFrom("digital", "paper")),
  phase: maybe(fc.constantFrom("created", "validated", "generated", "delivered")),
  sort: maybe(fc.constantFrom(...ORDER_SORTS)),
  direction: maybe(fc.constantFrom("asc", "desc")),
});

/** What the list should show, before it is cut into pages. */
function model(operator: SignedInOperator, query: Query): Known[] {
  const queue = query.queue === "all" ? undefined : query.queue;
  const fits = (order: Known) =>
    isWithin(operator.perimeter, { registrationAuthority: order.authority, client: order.clientCode }) &&
    (!queue || order.status === queue) &&
    (!query.number || String(order.number) === query.number) &&
    (!query.portuId || String(order.portuId) === query.portuId) &&
    (!query.siren || order.siren.includes(String(query.siren))) &&
    (!query.holder || fold(order.holderFamilyName).includes(fold(String(query.holder)))) &&
    (!query.createdFrom || parisDay(order.createdAt) >= String(query.createdFrom)) &&
    (!query.createdTo || parisDay(order.createdAt) <= String(query.createdTo)) &&
    (!query.client || order.clientCode === query.client) &&
    (!query.type || order.type === query.type) &&
    (!query.process || order.process === query.process) &&
    (!query.phase || order.phase === query.phase);
  const keys = (order: Known): (string | number)[] => {
    const ties = [order.createdAt, order.number];
    if (query.sort === "number") return [order.number];
    if (query.sort === "portuId") return [order.portuId, ...ties];
    if (query.sort === "holder") return [fold(order.holderFamilyName), ...ties];
    if (query.sort === "createdAt") return ties;
    return [PRIORITIES.indexOf(order.priority), order.until, ...ties];
  };
  const compare = (a: Known, b: Known): number => {
    const [left, right] = [keys(a), keys(b)];
    const index = left.findIndex((key, position) => key !== right[position]);
    const [x, y] = [left[index] ?? 0, right[index] ?? 0];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const sorted = known.filter(fits).toSorted(compare);
  return query.direction === "desc" ? sorted.toReversed() : sorted;
}

function address(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

const shown = ({ authority: _a, clientCode: _c, until: _u, ...row }: Known): OrderRow => row;

describe("LIST-2 LIST-3 LIST-4 LIST-5 the list", () => {
  test("ROLE-2 agrees with the model in rows, order, pages and count, for every operator", async () => {
    await fc.assert(
      fc.asyncProperty(
        queries,
        fc.nat({ max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(5, 25, 100),
        async (query, who, page, pageSize) => {
          const operator = operators[who];
          if (!operator) throw new Error("no such operator");
          const answer = await operator.request(
            "GET",
            `/api/orders?${address({ ...query, page, pageSize })}`,
          );
          const expected = model(operator, query);
          expect(answer.body.total).toBe(expected.length);
          expect(answer.body.rows).toEqual(expected.slice((page - 1) * pageSize, page * pageSize).map(shown));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("DETAIL-1 gives each order the neighbours that it has in the list", async () => {
    await fc.assert(
      fc.asyncProperty(queries, fc.nat({ max: 4 }), fc.nat({ max: 69 }), async (query, who, at) => {
        const operator = operators[who];
        const listed = operator ? model(operator, query) : [];
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
    for (const operator of operators) {
      const visible = model(operator, {});
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
