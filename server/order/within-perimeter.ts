/** The perimeter as a condition of every query on orders and certificates (ROLE-1, ROLE-2). */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Perimeter } from "../../domain/access/perimeter.ts";

/**
 * True for the rows of `table` within the perimeter: what lies outside answers as if it did not exist. The codes become
 * ids once per query, so that an index on them can be used.
 */
export function withinPerimeter(perimeter: Perimeter, table: "orders" | "certificate"): Expression<SqlBool> {
  if (perimeter.kind === "everything") return sql<SqlBool>`true`;
  const authorities = sql<SqlBool>`${sql.ref(`${table}.registration_authority_id`)} = ANY(ARRAY(
    SELECT id FROM registration_authority WHERE code = ANY(${perimeter.registrationAuthorities}::text[])))`;
  if (perimeter.clients === "all") return authorities;
  return sql<SqlBool>`(${authorities} AND ${sql.ref(`${table}.client_id`)} = ANY(ARRAY(
    SELECT id FROM client WHERE code = ANY(${perimeter.clients}::text[]))))`;
}
