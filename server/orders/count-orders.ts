/**
 * Exactly how many orders fit a filter. Whole months come from the tally (migration 0006), what is left of a period at its
 * two ends from the orders themselves, all in one statement and so from one moment.
 */
import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import type { OrderFilter } from "../../domain/orders/order-list-api.ts";
import type { Database, Queryable } from "../platform/database.ts";
import { conditions } from "./order-query.ts";

/** Whether the tally knows everything that the filter asks for: it does not know single orders, names or numbers. */
export function isTallied(filter: OrderFilter): boolean {
  return !(filter.number || filter.portuId || filter.siren || filter.holder);
}

/** How many orders of the operator's perimeter fit. */
export async function countOrders(db: Queryable, operator: Operator, filter: OrderFilter): Promise<number> {
  const parts = isTallied(filter) ? tallied(operator, filter) : undefined;
  const sums = parts ?? [rowsOf(conditions(operator, filter))];
  const { rows } = await sql<{
    total: number;
  }>`SELECT (${sql.join(sums, sql` + `)})::bigint AS total`.execute(db);
  return rows[0]?.total ?? 0;
}

/** Sums up what was added to the tally since; the sooner, the less a reader has to add. */
export async function settleTally(db: Database): Promise<void> {
  await sql`SELECT settle_order_tally()`.execute(db);
}

type Part = RawBuilder<unknown>;

const rowsOf = (where: Expression<SqlBool>[]): Part =>
  sql`(SELECT count(*) FROM orders WHERE ${sql.join(where, sql` AND `)})`;

/** Undefined when no whole month lies within the period. */
function tallied(operator: Operator, filter: OrderFilter): Part[] | undefined {
  const { createdFrom, createdTo, ...anyTime } = filter;
  const first = createdFrom && firstWholeMonth(createdFrom);
  const end = createdTo && firstWholeMonth(dayAfter(createdTo), "within");
  if (first && end && first >= end) return undefined;
  // The tally has the columns of the orders under the same names: the same conditions hold for both.
  const where = conditions(operator, anyTime);
  if (first) where.push(sql<SqlBool>`orders.month >= ${first}::date`);
  if (end) where.push(sql<SqlBool>`orders.month < ${end}::date`);
  const parts = [
    sql`(SELECT coalesce(sum(orders.orders), 0) FROM order_tally AS orders WHERE ${sql.join(where, sql` AND `)})`,
  ];
  const between = (from: string, before: string) =>
    rowsOf(conditions(operator, { ...anyTime, createdFrom: from, createdTo: dayBefore(before) }));
  if (createdFrom && first && createdFrom < first) parts.push(between(createdFrom, first));
  if (createdTo && end && end <= createdTo) parts.push(between(end, dayAfter(createdTo)));
  return parts;
}

/** The first day of the month that begins with `day` or, unless `within`, next after it; with `within`, of its own month. */
function firstWholeMonth(day: string, which?: "within"): string {
  if (day.endsWith("-01")) return day;
  const [year = 0, month = 0] = day.split("-").map(Number);
  return isoDay(new Date(Date.UTC(year, which ? month - 1 : month, 1)));
}

const dayAfter = (day: string) => isoDay(new Date(Date.parse(day) + 86_400_000));
const dayBefore = (day: string) => isoDay(new Date(Date.parse(day) - 86_400_000));
const isoDay = (date: Date) => date.toISOString().slice(0, 10);
