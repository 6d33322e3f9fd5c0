/** The list of orders: its page, its queues, its drop-down and the neighbours of one order (LIST-1 to LIST-6). */
import { type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/order/lifecycle.ts";
import { PRIORITIES } from "../../domain/order/priority.ts";
import {
  isCountedBeside,
  ORDER_QUEUES,
  type OrderFilter,
  type OrderListQuery,
  type OrderQueue,
  type OrderRow,
  type OrderSort,
} from "../../domain/orders/order-list-api.ts";
import { withinPerimeter } from "../order/within-perimeter.ts";
import type { Services } from "../ports/services.ts";
import { countOrders } from "./count-orders.ts";
import { jumpTo } from "./jump-to-page.ts";
import { conditions, ordering, sortColumns } from "./order-query.ts";

/** How many rows are passed over without looking for a shorter way. */
const FAR = 5_000;

/** One page of the list. */
export async function listOrders(
  services: Services,
  operator: Operator,
  query: OrderListQuery,
): Promise<{ rows: OrderRow[]; total: number | null }> {
  const { db } = services;
  const where = conditions(operator, query);
  let offset = (query.page - 1) * query.pageSize;
  const jump = offset > FAR ? await jumpTo(db, operator, query, offset) : undefined;
  const isJumped = jump !== undefined && jump.skip <= jump.total - offset;
  if (isJumped) {
    where.push(jump.from);
    offset = jump.skip;
  }
  const beside = isCountedBeside(query);
  const wantsCount = !beside || offset > FAR;
  const counting = jump ? jump.total : wantsCount ? countOrders(db, operator, query) : undefined;
  // Without a shorter way, a page near the end is read from the end: such a page waits for the count.
  const total = offset > FAR && !isJumped ? await counting : undefined;
  const rest = total === undefined ? undefined : total - offset;
  const backwards = rest !== undefined && rest < offset;
  const span = {
    limit: backwards ? Math.max(0, Math.min(query.pageSize, rest)) : query.pageSize,
    offset: backwards ? Math.max(0, rest - query.pageSize) : offset,
  };
  const listed = db
    .selectFrom("orders")
    .innerJoin("client", "client.id", "orders.client_id")
    .select(["orders.number", "orders.portu_id", "orders.siren", "orders.holder_family_name"])
    .select(["orders.holder_given_name", "orders.created_at", "client.name as client_name", "orders.type"])
    .select(["orders.process", "orders.status", "orders.cnbf_number", "orders.bar_number"])
    .select("orders.priority")
    .orderBy(ordering(query));
  // Where many rows are passed over, the page is found in an index alone, and only its own rows are then read.
  const passesOver = beside || offset > query.pageSize || backwards;
  const page = passesOver
    ? listed.where("orders.number", "in", (orders) =>
        orders
          .selectFrom("orders")
          .select("orders.number")
          .where((builder) => builder.and(where))
          .orderBy(ordering(query, backwards))
          .limit(span.limit)
          .offset(span.offset),
      )
    : listed
        .where((builder) => builder.and(where))
        .limit(span.limit)
        .offset(span.offset);
  const [rows, counted] = await Promise.all([page.execute(), counting]);
  return {
    total: beside ? null : (counted ?? null),
    rows: rows.map((row) => ({
      number: row.number,
      portuId: row.portu_id,
      priority: PRIORITIES[row.priority] ?? "none",
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
