/**
 * A plain model of the list, held in memory: what it should show of orders that are known one by one. Written from LIST-2
 * to LIST-4 and ROLE-2, not from the queries.
 */
import fc from "fast-check";
import { isWithin } from "../../domain/access/perimeter.ts";
import type { OrderStatus } from "../../domain/order/order.ts";
import { PRIORITIES } from "../../domain/order/priority.ts";
import { ORDER_QUEUES, ORDER_SORTS, type OrderRow } from "../../domain/orders/order-list-api.ts";
import { settleTally } from "../../server/orders/count-orders.ts";
import { type SignedInOperator, signIn } from "./operators.ts";
import { anOrder, createAuthority, createOrder } from "./orders.ts";
import { createTestPortal, type TestPortal } from "./test-portal.ts";

export type Known = OrderRow & { authority: string; clientCode: string; until: number };

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

export type ListWorld = {
  portal: TestPortal;
  operators: SignedInOperator[];
  /** What the list should show, before it is cut into pages. */
  model(operator: SignedInOperator, query: Query): Known[];
};

/** A portal with seventy orders in every status and priority, known one by one, and operators of every perimeter. */
export async function createListWorld(): Promise<ListWorld> {
  const portal = await createTestPortal();
  const intakes = { AE1: await createAuthority(portal, "AE1"), AE2: await createAuthority(portal, "AE2") };
  const known: Known[] = [];
  for (let index = 0; index < 70; index++) {
    const authority = index % 3 === 0 ? "AE2" : "AE1";
    portal.clock.set(new Date(FIRST + ((index * 37) % 70) * 29 * 3_600_000));
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
    known.push(await placed(portal, number, index, authority, order.client));
    // Some of what is counted has been summed up, and some was added since.
    if (index === 40) await settleTally(portal.services.db);
  }
  portal.clock.release();
  const operators = [
    await signIn(portal, "RA_INTERNAL"),
    await signIn(portal, "SUPPORT"),
    await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] }),
    await signIn(portal, "AUDITOR", { registrationAuthorities: ["AE1"], clients: ["AE1-C2"] }),
    await signIn(portal, "RA_EXTERNAL", { name: "Sans périmètre", registrationAuthorities: [] }),
  ];
  return { portal, operators, model: (operator, query) => model(known, operator, query) };
}

/** Puts the order into a status and a priority of its own, and remembers it as the list should show it. */
async function placed(
  portal: TestPortal,
  number: number,
  index: number,
  authority: string,
  client: string,
): Promise<Known> {
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

export type Query = Record<string, string | number | undefined>;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const day = fc
  .integer({ min: 0, max: 90 })
  .map((days) => parisDay(new Date(FIRST + days * 86_400_000).toISOString()));
export const queries: fc.Arbitrary<Query> = fc.record({
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
function model(known: readonly Known[], operator: SignedInOperator, query: Query): Known[] {
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

export function address(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** What the tally does not know, or a page is not found by. */
export const NOT_TALLIED = {
  number: undefined,
  portuId: undefined,
  siren: undefined,
  holder: undefined,
  createdFrom: undefined,
  createdTo: undefined,
};

export const filterOf = ({ sort: _sort, direction: _direction, ...filter }: Query): Query => filter;

export const shown = ({ authority: _a, clientCode: _c, until: _u, ...row }: Known): OrderRow => row;
