/** Search for a part of a text, whatever its case and accents (LIST-3). */
import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";

/**
 * True where the text, which must be folded already, contains what was typed. What a user types is text to look for:
 * `%`, `_` and `\` stand for themselves.
 */
export function containing(folded: RawBuilder<unknown>, typed: string): Expression<SqlBool> {
  const pattern = `%${typed.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`${folded} LIKE fold(${pattern})`;
}
