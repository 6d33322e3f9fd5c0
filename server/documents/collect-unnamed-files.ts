/**
 * Takes away the files that no row names (FILES-2): a file is put before the transaction that records it, which may be
 * refused, or whose process may die. They may hold an identity document, and nobody would ever find them again.
 */
import { sql } from "kysely";
import { SHARDS } from "../platform/content-address.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An upload and the transaction after it take minutes; what is older was given up. */
const UNDER_WAY = DAY;
/**
 * Set aside for so long, where readers still find it: a row may have been written while the database was being asked, and
 * a store may have been given to the wrong database.
 */
const ASIDE = 30 * DAY;

/** Every column that names a file of the store. */
export const NAMING_COLUMNS = [
  ["supporting_document", "sha256"],
  ["document_to_sign", "sent_sha256"],
  ["document_to_sign", "signed_sha256"],
  ["signature_collection", "evidence_sha256"],
  ["key_container", "pkcs12_sha256"],
] as const;

/** What else names files: the embedded signature service, within what it keeps of a collection. */
export const NAMED_WITHIN = {
  table: "embedded_collection",
  query:
    "SELECT part->>'sha256' FROM embedded_collection, json_array_elements(document->'documents') AS part",
};

/** Removes what a process that died left half written. */
export async function sweepFiles({ files, clock, log }: Pick<Services, "files" | "clock" | "log">) {
  const removed = await files.sweep(new Date(clock.now().getTime() - UNDER_WAY));
  if (removed > 0) log.info({ removed }, "removed what was half written");
}

/** Looks at a 24th of the files, another one each hour of the day. */
export async function collectUnnamedFiles(
  services: Pick<Services, "files" | "db" | "clock" | "log">,
): Promise<void> {
  const hour = Math.floor(services.clock.now().getTime() / HOUR) % 24;
  await collectIn(
    services,
    SHARDS.filter((_, index) => index % 24 === hour),
  );
}

/** The same in these folders. */
export async function collectIn(
  { files, db, clock, log }: Pick<Services, "files" | "db" | "clock" | "log">,
  shards: readonly string[],
): Promise<void> {
  const before = (age: number) => new Date(clock.now().getTime() - age);
  const inAll = async (list: (shard: string) => Promise<string[]>) => {
    const found: string[] = [];
    for (const shard of shards) found.push(...(await list(shard)));
    return found;
  };

  const stored = await inAll((shard) => files.stored(shard, before(UNDER_WAY)));
  const unnamed = await amongUnnamed(db, stored);
  for (const sha256 of unnamed) await files.setAside(sha256);

  const aside = await inAll((shard) => files.aside(shard, before(ASIDE)));
  const stillUnnamed = new Set(await amongUnnamed(db, aside));
  for (const sha256 of aside) {
    if (!stillUnnamed.has(sha256)) await files.bringBack(sha256);
    await files.discard(sha256);
  }

  if (unnamed.length > 0 || stillUnnamed.size > 0)
    log.info({ setAside: unnamed.length, removed: stillUnnamed.size }, "files that no row names");
}

/** Those of these files that no row names. */
async function amongUnnamed(db: Queryable, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const named = [
    ...NAMING_COLUMNS.map(([table, column]) => sql`SELECT ${sql.ref(column)} FROM ${sql.table(table)}`),
    sql.raw(NAMED_WITHIN.query),
  ];
  const { rows } = await sql<{ name: string }>`
    SELECT file.name FROM unnest(${names}::text[]) AS file (name)
    WHERE NOT EXISTS (
      SELECT FROM (${sql.join(named, sql` UNION ALL `)}) AS named (name) WHERE named.name = file.name
    )`.execute(db);
  return rows.map(({ name }) => name);
}
