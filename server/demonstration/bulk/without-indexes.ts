/** Loading into bare tables and indexing them afterwards costs a fraction of keeping indexes and keys row by row. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/**
 * Takes the indexes and foreign keys off these tables, runs `load`, and puts them back as they were; foreign keys are
 * checked then, for all rows at once. Whatever a migration adds later is taken along.
 */
export async function withoutIndexes(
  trx: Transaction,
  tables: string[],
  load: () => Promise<void>,
): Promise<void> {
  const among = sql`ANY(${tables}::regclass[])`;
  const indexes = await sql<{ name: string; definition: string }>`
    SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
    FROM pg_index
    WHERE indrelid = ${among} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1`.execute(trx);
  const keys = await sql<{ table: string; name: string; definition: string }>`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ${among}
    ORDER BY 1, 2`.execute(trx);
  const perform = (statement: string) => sql.raw(statement).execute(trx);
  for (const { table, name } of keys.rows) await perform(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes.rows) await perform(`DROP INDEX ${name}`);
  await load();
  for (const { definition } of indexes.rows) await perform(definition);
  for (const { table, name, definition } of keys.rows)
    await perform(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
}
