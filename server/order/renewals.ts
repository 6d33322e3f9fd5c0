/**
 * What a renewal renews. An order of renewal names no certificate, so it follows from the data: of the certificates of
 * the same subscriber and the same holder that were there when the order was made, the one that expires last.
 */
import { type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import type { Queryable } from "../platform/database.ts";
import { withinPerimeter } from "./within-perimeter.ts";

/** The certificates that the order `orders` of renewal could renew, under the name `certificate`. */
const renewable = sql<SqlBool>`orders.type = 'renewal'
  AND certificate.subscriber_id = orders.subscriber_id
  AND certificate.order_number <> orders.number
  AND certificate.generated_at <= orders.created_at
  AND certificate.holder_search = fold(orders.holder_given_name || ' ' || orders.holder_family_name)`;

/** The number of the certificate that an order renews; undefined when it renews none, or none that the operator may see. */
export async function certificateRenewedBy(
  db: Queryable,
  operator: Operator,
  orderNumber: number,
): Promise<number | undefined> {
  const found = await db
    .selectFrom("certificate")
    .innerJoin("orders", (join) => join.on(sql<SqlBool>`orders.number = ${orderNumber}`))
    .select("certificate.number")
    .where(renewable)
    .where(withinPerimeter(operator.perimeter, "certificate"))
    .orderBy("certificate.not_after", "desc")
    .orderBy("certificate.number", "desc")
    .limit(1)
    .executeTakeFirst();
  return found?.number;
}

/** The orders that renew a certificate, oldest first: those for which no other certificate expires later. */
export function ordersRenewing(db: Queryable, operator: Operator, certificateNumber: number) {
  return db
    .selectFrom("orders")
    .innerJoin("certificate", (join) => join.on(renewable))
    .leftJoin("certificate as made", "made.order_number", "orders.number")
    .select(["orders.number", "orders.status", "made.number as certificateNumber"])
    .where("certificate.number", "=", certificateNumber)
    .where("orders.status", "<>", "cancelled")
    .where(withinPerimeter(operator.perimeter, "orders"))
    .where(
      sql<SqlBool>`NOT EXISTS (
        SELECT FROM certificate later
        WHERE later.subscriber_id = certificate.subscriber_id AND later.holder_search = certificate.holder_search
          AND later.order_number <> orders.number AND later.generated_at <= orders.created_at
          AND (later.not_after, later.number) > (certificate.not_after, certificate.number))`,
    )
    .orderBy("orders.number")
    .execute();
}
