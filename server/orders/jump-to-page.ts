/**
 * Where a far page of the list begins, found without walking to it: the tally says how many orders each month holds, so
 * that only the month in which the page lies has to be passed. Serves the two sorts that follow the creation date.
 */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import type { OrderStatus } from "../../domain/order/order.ts";
import { isPending, PRIORITIES } from "../../domain/order/priority.ts";
import type { OrderFilter, OrderSort } from "../../domain/orders/order-list-api.ts";
import type { Queryable } from "../platform/database.ts";
import { isTallied } from "./count-orders.ts";
import { conditions } from "./order-query.ts";

/** From where to read, how many of those to pass over, and how many orders the whole list has. */
export type Jump = { from: Expression<SqlBool>; skip: number; total: number };

type Month = { month: string; pending: number; over: number };

const OVER = PRIORITIES.indexOf("over");

/**
 * Undefined where there is no shorter way: another sort, a filter that the tally does not know, or a page among the orders
 * that wait, of which there are few.
 */
export async function jumpTo(
  db: Queryable,
  operator: Operator,
  query: OrderFilter & OrderSort,
  offset: number,
): Promise<Jump | undefined> {
  const { sort = "priority", direction } = query;
  const followsTime = sort === "priority" || sort === "createdAt";
  if (!followsTime || !isTallied(query) || query.createdFrom || query.createdTo) return undefined;
  const ascending = direction !== "desc";
  const months = await monthsOf(db, operator, query);
  const total = sum(months, all);
  if (!ascending) months.reverse();
  if (sort === "createdAt") {
    const jump = within(months, offset, ascending, all);
    return jump && { ...jump, total };
  }

  // Orders that wait come before all that are over, or after them when the sort is descending.
  const before = ascending ? sum(months, ({ pending }) => pending) : 0;
  const jump = offset < before ? undefined : within(months, offset - before, ascending, ({ over }) => over);
  if (!jump) return undefined;
  const isOver = sql`orders.priority = ${OVER} AND orders.priority_until = 'infinity'`;
  return {
    skip: jump.skip,
    total,
    from: ascending
      ? sql<SqlBool>`(${isOver} AND ${jump.from})`
      : sql<SqlBool>`(orders.priority, orders.priority_until, orders.created_at) < (${OVER}, 'infinity', ${jump.edge})`,
  };
}

/** Grouped by the columns of the tally as they stand, which its index gives in that order. */
async function monthsOf(db: Queryable, operator: Operator, filter: OrderFilter): Promise<Month[]> {
  const { rows } = await sql<{ month: string; status: OrderStatus; orders: number }>`
    SELECT month::text, status, orders FROM (
      SELECT orders.month, orders.status, sum(orders.orders)::bigint AS orders
      FROM order_tally AS orders WHERE ${sql.join(conditions(operator, filter), sql` AND `)}
      GROUP BY orders.month, orders.status
    ) grouped ORDER BY grouped.month`.execute(db);
  const months: Month[] = [];
  for (const { month, status, orders } of rows) {
    let last = months.at(-1);
    if (last?.month !== month) {
      last = { month, pending: 0, over: 0 };
      months.push(last);
    }
    last[isPending(status) ? "pending" : "over"] += orders;
  }
  return months;
}

const all = ({ pending, over }: Month) => pending + over;
const sum = (months: readonly Month[], size: (month: Month) => number) =>
  months.reduce((total, month) => total + size(month), 0);

/** The month in which the row at `offset` lies; undefined past the last. */
function within(
  months: readonly Month[],
  offset: number,
  ascending: boolean,
  size: (month: Month) => number,
): (Omit<Jump, "total"> & { edge: Expression<unknown> }) | undefined {
  let before = 0;
  for (const month of months) {
    const here = size(month);
    if (offset < before + here) {
      const first = sql`${month.month}::date`;
      const edge = ascending
        ? sql`(${first})::timestamp AT TIME ZONE 'Europe/Paris'`
        : sql`(${first} + interval '1 month')::timestamp AT TIME ZONE 'Europe/Paris'`;
      const from = ascending
        ? sql<SqlBool>`orders.created_at >= ${edge}`
        : sql<SqlBool>`orders.created_at < ${edge}`;
      return { from, edge, skip: offset - before };
    }
    before += here;
  }
  return undefined;
}
