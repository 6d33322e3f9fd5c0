/** The perimeter as a condition of every query on orders and certificates (ROLE-1, ROLE-2). */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Perimeter } from "../../domain/access/perimeter.ts";

/**
 * True for rows within the perimeter. The query must join `registration_authority` and `client` under those names.
 * What lies outside answers as if it did not exist.
 */
export function withinPerimeter(perimeter: Perimeter): Expression<SqlBool> {
  if (perimeter.kind === "everything") return sql<SqlBool>`true`;
  const authorities = sql<SqlBool>`registration_authority.code = ANY(${perimeter.registrationAuthorities}::text[])`;
  if (perimeter.clients === "all") return authorities;
  return sql<SqlBool>`(${authorities} AND client.code = ANY(${perimeter.clients}::text[]))`;
}
