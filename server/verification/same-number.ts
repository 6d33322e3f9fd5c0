/** Other holders' orders with the same identity document. */
import { sql } from "kysely";
import type { Perimeter } from "../../domain/access/perimeter.ts";
import type { Finding } from "../../domain/verification/check.ts";
import { withinPerimeter } from "../order/within-perimeter.ts";
import type { Queryable } from "../platform/database.ts";

const SHOWN = 5;

/** The same person under another spelling is no other holder: accents, case, hyphens and spaces do not count. */
const sameLetters = (column: "holder_family_name" | "holder_given_name", name: string) =>
  sql<boolean>`regexp_replace(fold(${sql.ref(`orders.${column}`)}), '[^[:alnum:]]', '', 'g')
    = regexp_replace(fold(${name}), '[^[:alnum:]]', '', 'g')`;

/**
 * Looks among the orders that the operator may see, cancelled ones too. What lies outside the perimeter is left out whole:
 * even to say that there is something would tell of others' holders (ROLE-1).
 */
export async function sameNumberElsewhere(
  db: Queryable,
  perimeter: Perimeter,
  order: { number: number; documentNumber: string; familyName: string; givenName: string },
): Promise<Finding> {
  const rows = await db
    .selectFrom("orders")
    .select("number")
    .where(
      sql<boolean>`document_number_key(identity_document_number) = document_number_key(${order.documentNumber})`,
    )
    .where("number", "<>", order.number)
    .where(withinPerimeter(perimeter, "orders"))
    .where(
      sql<boolean>`NOT (${sameLetters("holder_family_name", order.familyName)}
        AND ${sameLetters("holder_given_name", order.givenName)})`,
    )
    .orderBy("number", "desc")
    .limit(100)
    .execute();
  if (rows.length === 0) return { code: "numberNowhereElse" };
  const orders = rows.slice(0, SHOWN).map(({ number }) => number);
  return { code: "numberElsewhere", orders, more: rows.length - orders.length };
}
