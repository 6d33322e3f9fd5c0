/** What the list of orders asks of the database: the same for its page, its count, its neighbours and its export. */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/order/lifecycle.ts";
import { ORDER_STATUSES, type OrderPhase, type OrderStatus } from "../../domain/order/order.ts";
import type { OrderFilter, OrderQueue, OrderSort } from "../../domain/orders/order-list-api.ts";
import { withinPerimeter } from "../order/within-perimeter.ts";
import type { Queryable } from "../platform/database.ts";
import { containing } from "../platform/search.ts";

/** The statuses that each queue shows; `all` shows every one. */
const STATUS_OF_QUEUE: Record<Exclude<OrderQueue, "all">, OrderStatus> = {
  toVerify: "toVerify",
  toValidate: "toValidate",
  toGenerate: "toGenerate",
  toDeliver: "toDeliver",
  incomplete: "incomplete",
};

const statusesOfPhase = (phase: OrderPhase) => ORDER_STATUSES.filter((status) => phaseOf(status) === phase);

/** Orders with the names of their authority and client. */
export function ordersWithNames(db: Queryable) {
  return db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id");
}

/** An exact number; what is no number matches nothing, as it would in the list. */
function exactly(column: string, typed: string): Expression<SqlBool> {
  return /^\d{1,15}$/.test(typed) ? sql<SqlBool>`${sql.ref(column)} = ${Number(typed)}` : sql<SqlBool>`false`;
}

/** A phase of one status is asked for as that status: an index then gives its orders in the list's own order. */
function inStatus(statuses: OrderStatus[]): Expression<SqlBool> {
  const [only, ...others] = statuses;
  return others.length === 0
    ? sql<SqlBool>`orders.status = ${only}`
    : sql<SqlBool>`orders.status = ANY(${statuses}::text[])`;
}

/** Days are those of the operators' calendar, Europe/Paris; a period includes both of its ends. */
export function conditions(operator: Operator, filter: OrderFilter): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [withinPerimeter(operator.perimeter, "orders")];
  if (filter.queue && filter.queue !== "all") all.push(sql`orders.status = ${STATUS_OF_QUEUE[filter.queue]}`);
  if (filter.number) all.push(exactly("orders.number", filter.number));
  if (filter.portuId) all.push(exactly("orders.portu_id", filter.portuId));
  if (filter.siren) all.push(containing(sql.ref("orders.siren"), filter.siren.replaceAll(/\s/g, "")));
  if (filter.holder) all.push(containing(sql.ref("orders.holder_search"), filter.holder));
  if (filter.createdFrom)
    all.push(sql`orders.created_at >= (${filter.createdFrom}::date)::timestamp AT TIME ZONE 'Europe/Paris'`);
  if (filter.createdTo)
    all.push(sql`orders.created_at < (${filter.createdTo}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris'`);
  if (filter.client) all.push(sql`orders.client_id = (SELECT id FROM client WHERE code = ${filter.client})`);
  if (filter.type) all.push(sql`orders.type = ${filter.type}`);
  if (filter.process) all.push(sql`orders.process = ${filter.process}`);
  if (filter.phase) all.push(inStatus(statusesOfPhase(filter.phase)));
  return all;
}

/**
 * The columns of each sort, the same for both directions, so that one index serves both. All end with the creation date
 * and the number: every order of the list is total (LIST-2).
 */
const SORT_COLUMNS = {
  priority: ["orders.priority", "orders.priority_until", "orders.created_at", "orders.number"],
  number: ["orders.number"],
  portuId: ["orders.portu_id", "orders.created_at", "orders.number"],
  holder: ["orders.holder_search", "orders.created_at", "orders.number"],
  createdAt: ["orders.created_at", "orders.number"],
} as const;

/** The columns by which the list is sorted; by priority unless something else is asked for. */
export const sortColumns = ({ sort = "priority" }: OrderSort) =>
  SORT_COLUMNS[sort].map((column) => sql.ref(column));

/** The order of the list, as SQL; `backwards` reads it from its end. */
export function ordering(sorted: OrderSort, backwards = false) {
  const descending = (sorted.direction === "desc") !== backwards;
  const way = descending ? sql`DESC` : sql`ASC`;
  return sql.join(sortColumns(sorted).map((column) => sql`${column} ${way}`));
}
