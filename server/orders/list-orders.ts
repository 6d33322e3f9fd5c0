/** One page of the list of orders (LIST-1 to LIST-5). */
import type { Expression, SqlBool } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/order/lifecycle.ts";
import { PRIORITIES } from "../../domain/order/priority.ts";
import { isCountedBeside, type OrderListQuery, type OrderRow } from "../../domain/orders/order-list-api.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { countOrders } from "./count-orders.ts";
import { jumpTo } from "./jump-to-page.ts";
import { conditions, ordering } from "./order-query.ts";

/** How many rows are passed over without looking for a shorter way. */
const FAR = 5_000;

/** The rows of the page, and how many orders there are in all unless a call of its own counts them. */
export async function listOrders(
  { db }: Services,
  operator: Operator,
  query: OrderListQuery,
): Promise<{ rows: OrderRow[]; total: number | null }> {
  const way = await wayToPage(db, operator, query);
  const [rows, total] = await Promise.all([readPage(db, operator, query, way).execute(), way.total]);
  return { rows: rows.map(rowOf), total: isCountedBeside(query) ? null : (total ?? null) };
}

/** How the rows of a page are come by. */
type Way = {
  /** From where to read, instead of from the beginning of the list. */
  from?: Expression<SqlBool>;
  limit: number;
  offset: number;
  /** From the end of the list. */
  backwards: boolean;
  /** Absent where a call of its own counts; may still be counted while the page is read. */
  total?: number | Promise<number>;
};

async function wayToPage(db: Queryable, operator: Operator, query: OrderListQuery): Promise<Way> {
  const { page, pageSize: limit } = query;
  const offset = (page - 1) * limit;
  if (offset <= FAR) {
    const near = { limit, offset, backwards: false };
    return isCountedBeside(query) ? near : { ...near, total: countOrders(db, operator, query) };
  }
  const jump = await jumpTo(db, operator, query, offset);
  const total = jump?.total ?? (await countOrders(db, operator, query));
  const rest = total - offset;
  if (jump && jump.skip <= rest)
    return { from: jump.from, limit, offset: jump.skip, backwards: false, total };
  if (rest >= offset) return { limit, offset, backwards: false, total };
  // Nearer to the end than to the beginning.
  return {
    limit: Math.max(0, Math.min(limit, rest)),
    offset: Math.max(0, rest - limit),
    backwards: true,
    total,
  };
}

function readPage(
  db: Queryable,
  operator: Operator,
  query: OrderListQuery,
  { from, limit, offset, backwards }: Way,
) {
  const where = [...conditions(operator, query), ...(from ? [from] : [])];
  const listed = db
    .selectFrom("orders")
    .innerJoin("client", "client.id", "orders.client_id")
    .select(["orders.number", "orders.portu_id", "orders.siren", "orders.holder_family_name"])
    .select(["orders.holder_given_name", "orders.created_at", "client.name as client_name", "orders.type"])
    .select(["orders.process", "orders.status", "orders.cnbf_number", "orders.bar_number"])
    .select("orders.priority")
    .orderBy(ordering(query));
  const passesOver = isCountedBeside(query) || offset > query.pageSize || backwards;
  if (!passesOver)
    return listed
      .where((builder) => builder.and(where))
      .limit(limit)
      .offset(offset);
  // Where many rows are passed over, the page is found in an index alone, and only its own rows are then read.
  return listed.where("orders.number", "in", (orders) =>
    orders
      .selectFrom("orders")
      .select("orders.number")
      .where((builder) => builder.and(where))
      .orderBy(ordering(query, backwards))
      .limit(limit)
      .offset(offset),
  );
}

type ReadRow = Awaited<ReturnType<ReturnType<typeof readPage>["execute"]>>[number];

function rowOf(row: ReadRow): OrderRow {
  return {
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
  };
}
