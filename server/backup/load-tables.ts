/** Writes the tables of a backup into a database that has them empty. */
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { CountedRows, gunzipped } from "./dump-tables.ts";
import { type DumpedTable, fullName, type Partition, type Sequence } from "./manifest.ts";
import { type Backup, readPart } from "./parts.ts";
import { listPartitions, quoted, quotedName, type Table } from "./tables.ts";

/**
 * Loads tables, `target` as they stand here, each after those it refers to. What migrations or the jobs' library put into
 * them is replaced. Throws when a table is not what the manifest says, and when it has columns that are not here.
 */
export async function loadTables(
  client: pg.ClientBase,
  backup: Backup,
  target: readonly Table[],
): Promise<void> {
  for (const table of target.toReversed()) await client.query(`DELETE FROM ${quotedName(table)}`);
  for (const table of target) {
    const dumped = backup.manifest.database.tables.find((each) => fullName(each) === fullName(table));
    if (dumped) await loadTable(client, backup, dumped, table);
  }
}

async function loadTable(
  client: pg.ClientBase,
  backup: Backup,
  dumped: DumpedTable,
  target: Table,
): Promise<void> {
  const strange = dumped.columns.filter((column) => !target.columns.includes(column));
  if (strange.length > 0)
    throw new Error(
      `${fullName(dumped)} has no ${strange.join(", ")} in this version: restore with version ${backup.manifest.portal}, then upgrade`,
    );
  const counted = new CountedRows();
  const copy = client.query(
    copyFrom(`COPY ${quotedName(dumped)} (${dumped.columns.map(quoted).join(", ")}) FROM STDIN`),
  );
  await pipeline(counted.count(rowsOf(backup, dumped)), copy);
  if (copy.rowCount !== dumped.rows || counted.sha256() !== dumped.sha256)
    throw new Error(`${fullName(dumped)}: its rows are not those that its parts were made of`);
}

async function* rowsOf(backup: Backup, { parts }: DumpedTable): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* gunzipped(readPart(backup, part));
}

/** Makes the parts of tables that a backup had and that are not here. */
export async function addPartitions(client: pg.ClientBase, partitions: readonly Partition[]): Promise<void> {
  const here = new Set((await listPartitions(client)).map(fullName));
  for (const { schema, name, of, bound } of partitions.filter((each) => !here.has(fullName(each))))
    await client.query(
      `CREATE TABLE ${quotedName({ schema, name })} PARTITION OF ${quotedName({ schema, name: of })} ${bound}`,
    );
}

export async function setSequences(client: pg.ClientBase, sequences: readonly Sequence[]): Promise<void> {
  for (const sequence of sequences)
    await client.query("SELECT setval($1::regclass, $2::bigint, $3)", [
      quotedName(sequence),
      sequence.value,
      sequence.called,
    ]);
}

/**
 * Runs `work` in one transaction in which the portal's triggers rest: what they wrote is in the backup, and the journal's
 * lets nothing be replaced.
 */
export async function inLoading(
  client: pg.ClientBase,
  tables: readonly Table[],
  work: () => Promise<void>,
): Promise<void> {
  await client.query("BEGIN");
  try {
    for (const table of tables) await client.query(`ALTER TABLE ${quotedName(table)} DISABLE TRIGGER USER`);
    await work();
    for (const table of tables) await client.query(`ALTER TABLE ${quotedName(table)} ENABLE TRIGGER USER`);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
