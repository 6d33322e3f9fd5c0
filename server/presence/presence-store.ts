/** Who has which order open (COLLAB): one short-lived row for each page, the same for every server process. */
import { sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { PRESENCE_LASTS_MS, type Presence } from "../../domain/presence/presence-api.ts";
import { notifyPresenceChanged } from "../order/order-notices.ts";
import { withinPerimeter } from "../order/within-perimeter.ts";
import { inTransaction, type Queryable, type Transaction } from "../platform/database.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";

export type OpenPage = { number: number; pageId: string };

/** What was seen at this instant or before is over. */
const overSince = (services: Services) => new Date(services.clock.now().getTime() - PRESENCE_LASTS_MS);

/** Says that the operator has the order open, or still has. Throws `notFound` outside of their perimeter. */
export async function announcePresence(
  services: Services,
  operator: Operator,
  { number, pageId }: OpenPage,
): Promise<void> {
  await inTransaction(services.db, async (trx) => {
    const order = await placesOf(trx, [number])
      .where(withinPerimeter(operator.perimeter, "orders"))
      .executeTakeFirst();
    if (!order) throw notFound();
    const seen_at = services.clock.now();
    const key = { order_number: number, operator_id: operator.id, page_id: pageId };
    const before = await trx
      .selectFrom("presence")
      .select("seen_at")
      .where((where) => where.and(key))
      .executeTakeFirst();
    await trx
      .insertInto("presence")
      .values({ ...key, seen_at })
      .onConflict((conflict) =>
        conflict.columns(["order_number", "operator_id", "page_id"]).doUpdateSet({ seen_at }),
      )
      .execute();
    // A beat changes nothing for anybody: only who arrives, or comes back, is told.
    if (!before || before.seen_at <= overSince(services)) await notifyPresenceChanged(trx, order);
  });
}

/** Says that a page of the operator no longer has the order open; saying it twice changes nothing. */
export async function withdrawPresence(
  services: Services,
  operator: Operator,
  { number, pageId }: OpenPage,
): Promise<void> {
  await inTransaction(services.db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("presence")
      .where("order_number", "=", number)
      .where("operator_id", "=", operator.id)
      .where("page_id", "=", pageId)
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) await notifyChanged(trx, [number]);
  });
}

/** Forgets the pages that fell silent, and tells whoever looks; gives how many. Run by every server process. */
export async function sweepPresence(services: Services): Promise<number> {
  return inTransaction(services.db, async (trx) => {
    const gone = await trx
      .deleteFrom("presence")
      .where("seen_at", "<=", overSince(services))
      .returning("order_number")
      .execute();
    if (gone.length > 0) await notifyChanged(trx, [...new Set(gone.map((row) => row.order_number))]);
    return gone.length;
  });
}

/** The orders of the operator's perimeter that somebody has open. A page that fell silent is not shown even unswept. */
export async function listPresence(services: Services, operator: Operator): Promise<Presence[]> {
  const rows = await services.db
    .selectFrom("presence")
    .innerJoin("operator", "operator.id", "presence.operator_id")
    .innerJoin("orders", "orders.number", "presence.order_number")
    .select(["orders.number", "operator.id", "operator.display_name"])
    // An operator with several pages is one person; two of the same name are two.
    .distinct()
    .where("presence.seen_at", ">", overSince(services))
    .where(withinPerimeter(operator.perimeter, "orders"))
    .orderBy("orders.number")
    .orderBy("operator.display_name")
    .orderBy("operator.id")
    .execute();
  const open = new Map<number, string[]>();
  for (const { number, id, display_name } of rows) {
    const others = open.get(number) ?? [];
    if (id !== operator.id) others.push(display_name);
    open.set(number, others);
  }
  return [...open].map(([number, operators]) => ({ number, operators }));
}

/** What says in whose perimeters these orders are. */
function placesOf(db: Queryable, numbers: number[]) {
  return db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .select([
      "orders.number",
      "registration_authority.code as registrationAuthority",
      "client.code as client",
    ])
    .where("orders.number", "=", sql<number>`ANY(${numbers}::bigint[])`);
}

async function notifyChanged(trx: Transaction, numbers: number[]): Promise<void> {
  for (const place of await placesOf(trx, numbers).execute()) await notifyPresenceChanged(trx, place);
}
