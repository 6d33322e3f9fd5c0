/** What there is to dump in a database of the portal: its own tables, those of the jobs, and how far their numbers are. */
import type pg from "pg";
import { JOBS_SCHEMA } from "../platform/database-roles.ts";
import type { Partition, Sequence } from "./manifest.ts";

/** The portal's own tables stand where PostgreSQL puts what has no schema. */
export const OWN_SCHEMA = "public";
/** Of one row: the version of the tables of the jobs' library. */
export const JOBS_VERSION = `${JOBS_SCHEMA}.version`;

export type Table = {
  schema: string;
  name: string;
  columns: string[];
  /** What puts its rows in the same order on every server. */
  order: string;
};

/** What is in the two schemas, without what belongs to an extension. */
const OURS = `relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('${OWN_SCHEMA}', '${JOBS_SCHEMA}'))
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')`;

/** Names that an installation's own text would have in another order are compared byte by byte. */
const ORDER = `coalesce(
  (SELECT string_agg(quote_ident(attname) || CASE WHEN attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END,
      ', ' ORDER BY array_position(indkey::int2[], attnum))
    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = pg_class.oid AND indisprimary),
  quote_ident(relname) || '::text COLLATE "C"')`;

/**
 * The tables with the columns that are written (those that the database computes are computed again), each after those
 * that its rows refer to. Parts of a table are not listed beside it.
 */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const found = await client.query<Table & { oid: number; needs: number[] }>(
    `SELECT oid::int, relnamespace::regnamespace::text AS schema, relname::text AS name,
       ARRAY(SELECT attname::text FROM pg_attribute
         WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
         ORDER BY attnum) AS columns,
       ${ORDER} AS order,
       ARRAY(SELECT confrelid::int FROM pg_constraint
         WHERE contype = 'f' AND confrelid <> pg_class.oid
           AND conrelid IN (SELECT pg_class.oid UNION SELECT relid FROM pg_partition_tree(pg_class.oid))) AS needs
     FROM pg_class WHERE ${OURS} AND relkind IN ('r', 'p') AND NOT relispartition
     ORDER BY 2, 3`,
  );
  const ordered: Table[] = [];
  const waiting = new Map(found.rows.map((row) => [row.oid, row]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ needs }) => !needs.some((oid) => waiting.has(oid)));
    if (ready.length === 0) throw new Error("tables refer to each other in a circle");
    for (const { oid, schema, name, columns, order } of ready) {
      ordered.push({ schema, name, columns, order });
      waiting.delete(oid);
    }
  }
  return ordered;
}

/** The parts of tables, in whatever depth one of them is: a part of a part comes after it. */
export async function listPartitions(client: pg.ClientBase): Promise<Partition[]> {
  const found = await client.query<Partition>(
    `SELECT relnamespace::regnamespace::text AS schema, (SELECT relname::text FROM pg_class AS whole WHERE whole.oid = inhparent) AS of,
       relname::text AS name, pg_get_expr(relpartbound, pg_class.oid) AS bound
     FROM pg_class JOIN pg_inherits ON inhrelid = pg_class.oid
     WHERE ${OURS} AND relispartition AND relkind IN ('r', 'p') ORDER BY pg_class.oid`,
  );
  return found.rows;
}

/** How far the numbers are: at this moment and not at that of a snapshot, since a number given is never given again. */
export async function listSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const found = await client.query<{ schema: string; name: string; quoted: string }>(
    `SELECT relnamespace::regnamespace::text AS schema, relname::text AS name,
       format('%I.%I', relnamespace::regnamespace, relname) AS quoted
     FROM pg_class WHERE ${OURS} AND relkind = 'S' ORDER BY 1, 2`,
  );
  const sequences: Sequence[] = [];
  for (const { schema, name, quoted } of found.rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${quoted}`,
    );
    sequences.push({
      schema,
      name,
      value: state.rows[0]?.value ?? "1",
      called: state.rows[0]?.called ?? false,
    });
  }
  return sequences;
}

/** The names of what stands in the two schemas: none in a new database. */
export async function whatStands(client: pg.ClientBase): Promise<string[]> {
  const found = await client.query<{ name: string }>(
    `SELECT format('%s.%s', relnamespace::regnamespace, relname) AS name
     FROM pg_class WHERE ${OURS} AND relkind IN ('r', 'p', 'S', 'v', 'm') ORDER BY 1`,
  );
  return found.rows.map(({ name }) => name);
}

/** The version of the tables of the jobs' library; null when there are none. */
export async function versionOfJobs(client: pg.ClientBase): Promise<number | null> {
  const stands = await client.query<{ is: boolean }>(
    `SELECT to_regclass('${JOBS_VERSION}') IS NOT NULL AS is`,
  );
  if (!stands.rows[0]?.is) return null;
  const found = await client.query<{ version: number }>(`SELECT version FROM ${JOBS_VERSION}`);
  return found.rows[0]?.version ?? null;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quotedName = ({ schema, name }: { schema: string; name: string }): string =>
  `${quoted(schema)}.${quoted(name)}`;
