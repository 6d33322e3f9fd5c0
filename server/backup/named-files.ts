/** The files that rows name, each with the table that names it, so that one that is missing says what it was. */
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { NAMED_WITHIN, NAMING_COLUMNS } from "../documents/collect-unnamed-files.ts";
import { linesOf } from "./lines.ts";

export type NamedFile = { sha256: string; by: string };

/** In the order of their names, each once, one after the other however many there are. */
export async function* namedFiles(client: pg.ClientBase): AsyncGenerator<NamedFile> {
  const sources = await existingSources(client);
  if (sources.length === 0) return;
  const rows = client.query(
    copyTo(`COPY (
      SELECT sha256, min(by) FROM (${sources.join(" UNION ALL ")}) AS named (sha256, by)
      WHERE sha256 IS NOT NULL GROUP BY sha256 ORDER BY sha256 COLLATE "C") TO STDOUT`),
  );
  for await (const line of linesOf(rows)) yield namedFileOf(line, "\t");
}

/** A line of the list that a backup keeps. */
export const listed = ({ sha256, by }: NamedFile): string => `${sha256} ${by}\n`;

/** What such a line says. */
export function namedFileOf(line: string, between = " "): NamedFile {
  const [sha256 = "", by = ""] = line.split(between);
  return { sha256, by };
}

/** Without those that the database does not know yet: a new version backs up what an old one made. */
async function existingSources(client: pg.ClientBase): Promise<string[]> {
  const columns = await client.query<{ name: string }>(
    `SELECT format('%s.%s', relname, attname) AS name FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped`,
  );
  const known = new Set(columns.rows.map(({ name }) => name));
  const ofColumns = NAMING_COLUMNS.filter(([table, column]) => known.has(`${table}.${column}`)).map(
    ([table, column]) => `SELECT ${column}, '${table}.${column}' FROM ${table}`,
  );
  const { table, query } = NAMED_WITHIN;
  if (!known.has(`${table}.document`)) return ofColumns;
  return [...ofColumns, `SELECT name, '${table}' FROM (${query}) AS within (name)`];
}
