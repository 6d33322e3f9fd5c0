/** What surrounds the list of orders: its queues, its drop-down and the neighbours of one order (LIST-3, LIST-6, DETAIL-1). */
import { type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import {
  ORDER_QUEUES,
  type OrderFilter,
  type OrderQueue,
  type OrderSort,
} from "../../domain/orders/order-list-api.ts";
import { withinPerimeter } from "../order/within-perimeter.ts";
import type { Services } from "../ports/services.ts";
import { countOrders } from "./count-orders.ts";
import { conditions, ordering, sortColumns } from "./order-query.ts";

/** How many orders each queue holds, whatever the list's own filters. */
export async function countQueues(
  services: Services,
  operator: Operator,
): Promise<Record<OrderQueue, number>> {
  const { db } = services;
  const counts = ORDER_QUEUES.map(async (queue) => [queue, await countOrders(db, operator, { queue })]);
  return Object.fromEntries(await Promise.all(counts)) as Record<OrderQueue, number>;
}

/** The clients of the orders that the operator may see, for the drop-down. */
export function visibleClients(
  services: Services,
  operator: Operator,
): Promise<{ code: string; name: string }[]> {
  return services.db
    .selectFrom("client")
    .select(["client.code", "client.name"])
    .where((where) =>
      where.exists(
        where
          .selectFrom("orders")
          .select("orders.number")
          .whereRef("orders.client_id", "=", "client.id")
          .where(withinPerimeter(operator.perimeter, "orders")),
      ),
    )
    .orderBy("client.name")
    .execute();
}

/** The orders before and after `number` in the list with this filter and sort (DETAIL-1), wherever it stands now. */
export async function neighboursOf(
  services: Services,
  operator: Operator,
  number: number,
  query: OrderFilter & OrderSort,
): Promise<{ previous: number | null; next: number | null }> {
  const { db } = services;
  const columns = sortColumns(query);
  // As text: a date of the database is finer than one of JavaScript.
  const texts = sql<string[]>`ARRAY[${sql.join(columns.map((column) => sql`${column}::text`))}]`;
  const place = await db
    .selectFrom("orders")
    .select(texts.as("place"))
    .where("orders.number", "=", number)
    .where(withinPerimeter(operator.perimeter, "orders"))
    .executeTakeFirst();
  if (!place) return { previous: null, next: null };

  const beside = async (backwards: boolean) => {
    const after = (query.direction === "desc") === backwards ? sql`>` : sql`<`;
    const found = await db
      .selectFrom("orders")
      .select("orders.number")
      .where((builder) => builder.and(conditions(operator, query)))
      .where(
        sql<SqlBool>`(${sql.join(columns)}) ${after} (${sql.join(place.place.map((value) => sql`${value}`))})`,
      )
      .orderBy(ordering(query, backwards))
      .limit(1)
      .executeTakeFirst();
    return found?.number ?? null;
  };
  const [previous, next] = await Promise.all([beside(true), beside(false)]);
  return { previous, next };
}
