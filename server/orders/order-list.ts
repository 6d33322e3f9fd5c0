/** The list of orders: its page, its queues, its drop-down and the neighbours of one order (LIST-1 to LIST-6). */
import { sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/orders/lifecycle.ts";
import {
  ORDER_QUEUES,
  type OrderFilter,
  type OrderListQuery,
  type OrderQueue,
  type OrderRow,
  type OrderSort,
} from "../../domain/orders/order-list-api.ts";
import { PRIORITIES } from "../../domain/orders/priority.ts";
import type { Services } from "../ports/services.ts";
import {
  conditions,
  countOrders,
  ordering,
  ordersOf,
  ordersWithPriority,
  priorityRank,
  STATUS_OF_QUEUE,
} from "./order-query.ts";
import { withinPerimeter } from "./within-perimeter.ts";

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

/** How many orders each queue holds, whatever the list's own filters. */
export async function countQueues(
  services: Services,
  operator: Operator,
): Promise<Record<OrderQueue, number>> {
  const rows = await ordersOf(services.db)
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
  return ordersOf(services.db)
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
