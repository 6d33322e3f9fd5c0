/** The list of orders: one typed query for the page, the count, the queues and the neighbours (LIST-1 to LIST-6). */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/orders/lifecycle.ts";
import { ORDER_STATUSES, type OrderPhase, type OrderStatus } from "../../domain/orders/order.ts";
import {
  ORDER_QUEUES,
  type OrderFilter,
  type OrderListQuery,
  type OrderQueue,
  type OrderRow,
  type OrderSort,
} from "../../domain/orders/order-list-api.ts";
import { isPending, PRIORITIES } from "../../domain/orders/priority.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { withinPerimeter } from "./within-perimeter.ts";

/** The statuses that each queue shows; `all` shows every one. */
const STATUS_OF_QUEUE: Record<Exclude<OrderQueue, "all">, OrderStatus> = {
  toVerify: "toVerify",
  toValidate: "toValidate",
  toGenerate: "toGenerate",
  toDeliver: "toDeliver",
  incomplete: "incomplete",
};

const PENDING_STATUSES = ORDER_STATUSES.filter(isPending);

const statusesOfPhase = (phase: OrderPhase) => ORDER_STATUSES.filter((status) => phaseOf(status) === phase);

/**
 * Orders with the certificate that decides their priority (LIST-2): a valid one, the latest to expire, else the most
 * recent one. The same rule as `priorityOf`, at the instant `now`.
 */
function ordersWithPriority(db: Queryable, now: Date) {
  return db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .leftJoinLateral(
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

/** The rank of the priority class, as an index of `PRIORITIES`. */
function priorityRank(now: Date) {
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
function conditions(operator: Operator, filter: OrderFilter): Expression<SqlBool>[] {
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
function ordering({ sort, direction }: OrderSort, now: Date) {
  const way = direction === "desc" ? sql`DESC` : sql`ASC`;
  if (sort && sort !== "priority")
    return sql`${sql.ref(SORT_COLUMNS[sort])} ${way}, orders.created_at ${way}, orders.number ${way}`;
  const rank = priorityRank(now);
  // Within the class of valid certificates, the soonest to expire comes first.
  return sql`${rank} ${way}, CASE WHEN ${rank} = 3 THEN deciding.not_after END ${way},
    orders.created_at ${way}, orders.number ${way}`;
}

/** One page of the list. */
export async function listOrders(
  services: Services,
  operator: Operator,
  query: OrderListQuery,
): Promise<{ rows: OrderRow[]; total: number }> {
  const { db, clock } = services;
  const now = clock.now();
  const where = conditions(operator, query);
  const page = ordersWithPriority(db, now)
    .select(["orders.number", "orders.portu_id", "orders.siren", "orders.holder_family_name"])
    .select(["orders.holder_given_name", "orders.created_at", "client.name as client_name", "orders.type"])
    .select(["orders.process", "orders.status", "orders.cnbf_number", "orders.bar_number"])
    .select(priorityRank(now).as("priority_rank"))
    .where((builder) => builder.and(where))
    .orderBy(ordering(query, now))
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize);
  const [rows, total] = await Promise.all([page.execute(), countOrders(db, where)]);
  return {
    total,
    rows: rows.map((row) => ({
      number: row.number,
      portuId: row.portu_id,
      priority: PRIORITIES[row.priority_rank] ?? "none",
      siren: row.siren,
      holderFamilyName: row.holder_family_name,
      holderGivenName: row.holder_given_name,
      createdAt: row.created_at.toISOString(),
      client: row.client_name,
      type: row.type,
      process: row.process,
      phase: phaseOf(row.status),
      status: row.status,
      cnbfNumber: row.cnbf_number,
      barNumber: row.bar_number,
    })),
  };
}

function countOrders(db: Queryable, where: Expression<SqlBool>[]): Promise<number> {
  return db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .select((select) => select.fn.countAll<number>().as("total"))
    .where((builder) => builder.and(where))
    .executeTakeFirstOrThrow()
    .then((row) => row.total);
}

/** How many orders each queue holds, whatever the list's own filters. */
export async function countQueues(
  services: Services,
  operator: Operator,
): Promise<Record<OrderQueue, number>> {
  const rows = await services.db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .select(["orders.status"])
    .select((select) => select.fn.countAll<number>().as("total"))
    .where(withinPerimeter(operator.perimeter))
    .groupBy("orders.status")
    .execute();
  const count = (queue: OrderQueue) =>
    rows
      .filter((row) => queue === "all" || row.status === STATUS_OF_QUEUE[queue])
      .reduce((sum, row) => sum + row.total, 0);
  return Object.fromEntries(ORDER_QUEUES.map((queue) => [queue, count(queue)])) as Record<OrderQueue, number>;
}

/** The clients of the orders that the operator may see, for the drop-down. */
export function visibleClients(
  services: Services,
  operator: Operator,
): Promise<{ code: string; name: string }[]> {
  return services.db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .select(["client.code", "client.name"])
    .distinct()
    .where(withinPerimeter(operator.perimeter))
    .orderBy("client.name")
    .execute();
}

/** The orders before and after `number` in the list with this filter and sort (DETAIL-1). */
export async function neighboursOf(
  services: Services,
  operator: Operator,
  number: number,
  query: OrderFilter & OrderSort,
): Promise<{ previous: number | null; next: number | null }> {
  const now = services.clock.now();
  const listed = ordersWithPriority(services.db, now)
    .select("orders.number")
    .select(sql<number | null>`lag(orders.number) OVER (ORDER BY ${ordering(query, now)})`.as("previous"))
    .select(sql<number | null>`lead(orders.number) OVER (ORDER BY ${ordering(query, now)})`.as("next"))
    .where((builder) => builder.and(conditions(operator, query)));
  const row = await services.db
    .selectFrom(listed.as("listed"))
    .select(["previous", "next"])
    .where("number", "=", number)
    .executeTakeFirst();
  return { previous: row?.previous ?? null, next: row?.next ?? null };
}
