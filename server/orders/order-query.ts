/** What the list of orders asks of the database: the same for its page, its count, its neighbours and its export. */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/orders/lifecycle.ts";
import { ORDER_STATUSES, type OrderPhase, type OrderStatus } from "../../domain/orders/order.ts";
import type { OrderFilter, OrderQueue, OrderSort } from "../../domain/orders/order-list-api.ts";
import { isPending } from "../../domain/orders/priority.ts";
import type { Queryable } from "../platform/database.ts";
import { withinPerimeter } from "./within-perimeter.ts";

/** The statuses that each queue shows; `all` shows every one. */
export const STATUS_OF_QUEUE: Record<Exclude<OrderQueue, "all">, OrderStatus> = {
  toVerify: "toVerify",
  toValidate: "toValidate",
  toGenerate: "toGenerate",
  toDeliver: "toDeliver",
  incomplete: "incomplete",
};

const PENDING_STATUSES = ORDER_STATUSES.filter(isPending);

const statusesOfPhase = (phase: OrderPhase) => ORDER_STATUSES.filter((status) => phaseOf(status) === phase);

/** Orders under the names that conditions and columns use. */
export function ordersOf(db: Queryable) {
  return db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id");
}

/**
 * Orders with the certificate that decides their priority (LIST-2): a valid one, the latest to expire, else the most
 * recent one. The same rule as `priorityOf`, at the instant `now`.
 */
export function ordersWithPriority(db: Queryable, now: Date) {
  return ordersOf(db).leftJoinLateral(
    (lateral) =>
      lateral
        .selectFrom("certificate")
        .select(["certificate.not_after"])
        .select(sql<boolean>`coalesce(certificate.revoked_at <= ${now}, false)`.as("revoked"))
        .whereRef("certificate.subscriber_id", "=", "orders.subscriber_id")
        .orderBy(
          sql`NOT coalesce(certificate.revoked_at <= ${now}, false) AND certificate.not_after > ${now}`,
          "desc",
        )
        .orderBy(
          sql`CASE WHEN NOT coalesce(certificate.revoked_at <= ${now}, false) AND certificate.not_after > ${now}
                  THEN certificate.not_after END`,
          "desc",
        )
        .orderBy("certificate.not_before", "desc")
        .limit(1)
        .as("deciding"),
    (join) => join.onTrue(),
  );
}

/** Orders with what this sort needs: the deciding certificates only when the priority counts. */
export function ordersToSort(db: Queryable, { sort }: OrderSort, now: Date) {
  const byPriority = !sort || sort === "priority";
  return ordersOf(db).$if(byPriority, () => ordersWithPriority(db, now));
}

/** The rank of the priority class, as an index of `PRIORITIES`. */
export function priorityRank(now: Date) {
  return sql<number>`CASE
    WHEN orders.status <> ALL(${PENDING_STATUSES}::text[]) THEN 4
    WHEN deciding.not_after IS NULL THEN 2
    WHEN deciding.revoked THEN 0
    WHEN deciding.not_after <= ${now} THEN 1
    ELSE 3 END`;
}

/** What a user typed is text to look for: `%`, `_` and `\` stand for themselves. */
function containing(column: string, typed: string): Expression<SqlBool> {
  const pattern = `%${typed.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`${sql.ref(column)} LIKE fold(${pattern})`;
}

/** An exact number; what is no number matches nothing, as it would in the list. */
function exactly(column: string, typed: string): Expression<SqlBool> {
  return /^\d{1,15}$/.test(typed) ? sql<SqlBool>`${sql.ref(column)} = ${Number(typed)}` : sql<SqlBool>`false`;
}

/** Days are those of the operators' calendar, Europe/Paris; a period includes both of its ends. */
export function conditions(operator: Operator, filter: OrderFilter): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [withinPerimeter(operator.perimeter)];
  if (filter.queue && filter.queue !== "all") all.push(sql`orders.status = ${STATUS_OF_QUEUE[filter.queue]}`);
  if (filter.number) all.push(exactly("orders.number", filter.number));
  if (filter.portuId) all.push(exactly("orders.portu_id", filter.portuId));
  if (filter.siren) all.push(containing("orders.siren", filter.siren.replaceAll(/\s/g, "")));
  if (filter.holder) all.push(containing("orders.holder_search", filter.holder));
  if (filter.createdFrom)
    all.push(sql`orders.created_at >= (${filter.createdFrom}::date)::timestamp AT TIME ZONE 'Europe/Paris'`);
  if (filter.createdTo)
    all.push(sql`orders.created_at < (${filter.createdTo}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris'`);
  if (filter.client) all.push(sql`client.code = ${filter.client}`);
  if (filter.type) all.push(sql`orders.type = ${filter.type}`);
  if (filter.process) all.push(sql`orders.process = ${filter.process}`);
  if (filter.phase) all.push(sql`orders.status = ANY(${statusesOfPhase(filter.phase)}::text[])`);
  return all;
}

const SORT_COLUMNS = {
  number: "orders.number",
  portuId: "orders.portu_id",
  holder: "orders.holder_search",
  createdAt: "orders.created_at",
} as const;

/** The order of the list, as SQL; ends with the creation date and the number, so that it is total. */
export function ordering({ sort, direction }: OrderSort, now: Date) {
  const way = direction === "desc" ? sql`DESC` : sql`ASC`;
  if (sort && sort !== "priority")
    return sql`${sql.ref(SORT_COLUMNS[sort])} ${way}, orders.created_at ${way}, orders.number ${way}`;
  const rank = priorityRank(now);
  // Within the class of valid certificates, the soonest to expire comes first.
  return sql`${rank} ${way}, CASE WHEN ${rank} = 3 THEN deciding.not_after END ${way},
    orders.created_at ${way}, orders.number ${way}`;
}

/** How many orders fit. */
export function countOrders(db: Queryable, where: Expression<SqlBool>[]): Promise<number> {
  return ordersOf(db)
    .select((select) => select.fn.countAll<number>().as("total"))
    .where((builder) => builder.and(where))
    .executeTakeFirstOrThrow()
    .then((row) => row.total);
}
