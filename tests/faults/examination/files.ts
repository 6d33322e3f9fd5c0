/** Every file that a row names is there and is what its name says; what none names is gone once its time is over. */
import { sql } from "kysely";
import { createFolderFileStore } from "../../../server/connectors/folder/folder-file-store.ts";
import { collectIn, NAMING_COLUMNS, sweepFiles } from "../../../server/documents/collect-unnamed-files.ts";
import { SettableClock } from "../../../server/platform/clock.ts";
import { SHARDS } from "../../../server/platform/content-address.ts";
import type { Database } from "../../../server/platform/database.ts";
import { createLogger } from "../../../server/platform/log.ts";

const DAY = 86_400_000;
const EVER = new Date(8.64e15);

/**
 * Each as a sentence. Nobody else works with the files any more: the portal's own collector is run as it will be two days,
 * and six weeks, from now.
 */
export async function faultsOfFiles(db: Database, folder: string): Promise<string[]> {
  const files = await createFolderFileStore(folder);
  const named = await namedFiles(db);
  const missing: string[] = [];
  for (const name of named)
    await files.read(name).catch((error: unknown) => missing.push(`file ${name}: ${String(error)}`));
  const log = createLogger("silent");
  for (const days of [2, 42]) {
    const clock = new SettableClock(new Date(Date.now() + days * DAY));
    const services = { files, db, clock, log };
    await sweepFiles(services);
    await collectIn(services, SHARDS);
  }
  const left: string[] = [];
  for (const shard of SHARDS)
    left.push(...(await files.stored(shard, EVER)), ...(await files.aside(shard, EVER)));
  const half = await files.sweep(EVER);
  return [
    ...missing,
    ...left
      .filter((name) => !named.has(name))
      .map((name) => `file ${name}: no row names it, and nobody takes it away`),
    ...[...named]
      .filter((name) => !left.includes(name))
      .map((name) => `file ${name}: was taken away though a row names it`),
    ...(half > 0 ? [`${half} half-written files that nobody takes away`] : []),
  ];
}

async function namedFiles(db: Database): Promise<Set<string>> {
  const columns = NAMING_COLUMNS.map(
    ([table, column]) => sql`SELECT ${sql.ref(column)} AS name FROM ${sql.table(table)}`,
  );
  const within = sql`SELECT part->>'sha256' AS name
    FROM embedded_collection, json_array_elements(document->'documents') AS part`;
  const { rows } = await sql<{
    name: string | null;
  }>`${sql.join([...columns, within], sql` UNION `)}`.execute(db);
  return new Set(rows.flatMap(({ name }) => (name ? [name] : [])));
}
