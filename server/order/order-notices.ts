/**
 * Says which orders changed, and on which somebody came or went. Each operation notifies PostgreSQL in its own transaction,
 * so that nobody hears of what did not happen; every server process listens (`live/`).
 */
import { sql } from "kysely";
import { z } from "zod";
import type { Transaction } from "../platform/database.ts";

/** The channel of PostgreSQL's LISTEN and NOTIFY. */
export const NOTICE_CHANNEL = "portail_live";

export const orderNoticeSchema = z.object({
  kind: z.enum(["orderChanged", "presenceChanged"]),
  number: z.int(),
  registrationAuthority: z.string(),
  client: z.string(),
});
export type OrderNotice = z.infer<typeof orderNoticeSchema>;
/** Which order it is about, and in whose perimeters that is. */
export type OrderPlace = Omit<OrderNotice, "kind">;

/** Adds the notice to the transaction: it goes out when, and only if, that commits. */
export function notifyOrderChanged(trx: Transaction, place: OrderPlace): Promise<void> {
  return notify(trx, { kind: "orderChanged", ...place });
}

/** As above, where nothing but the order's number is at hand. */
export async function notifyChangeOf(trx: Transaction, number: number): Promise<void> {
  const place = await trx
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .select(["registration_authority.code as registrationAuthority", "client.code as client"])
    .where("orders.number", "=", number)
    .executeTakeFirstOrThrow();
  await notifyOrderChanged(trx, { number, ...place });
}

/** As above, for who has the order open: not by name, since each page asks with its own rights. */
export function notifyPresenceChanged(trx: Transaction, place: OrderPlace): Promise<void> {
  return notify(trx, { kind: "presenceChanged", ...place });
}

async function notify(trx: Transaction, notice: OrderNotice): Promise<void> {
  await sql`SELECT pg_notify(${NOTICE_CHANNEL}, ${JSON.stringify(notice)})`.execute(trx);
}
