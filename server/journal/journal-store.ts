/** Writes and reads the journal (HISTORY-1, HISTORY-2). */
import { type Selectable, sql } from "kysely";
import type { Actor } from "../../domain/access/actor.ts";
import {
  canonicalBeginning,
  canonicalEntry,
  GENESIS_HASH,
  type HashedEntry,
} from "../../domain/journal/canonical.ts";
import type { JournalEntry, JournalEvent } from "../../domain/journal/journal.ts";
import type { Queryable, Transaction } from "../platform/database.ts";
import type { DB } from "../platform/database-types.generated.ts";
import { sha256 } from "../platform/secrets.ts";

export type NewEntry = { at: Date; actor: Actor; orderNumber: number | null; event: JournalEvent };

/**
 * Appends entries, chained to the last one. The head of the chain stays locked until the transaction ends: entries
 * have no gap, and no two of them the same place. Call it after the order's own row is locked, never before, and last of
 * all: everybody who appends waits for this lock, so that it is taken and the entry hashed in one statement, by the
 * database itself. `checkChain` computes the same from the rows.
 */
export async function appendToJournal(trx: Transaction, ...entries: NewEntry[]): Promise<void> {
  for (const { at, actor, orderNumber, event } of entries) {
    const who = { actorKind: actor.kind, actorId: actor.id, actorName: actor.displayName };
    const beginning = canonicalBeginning({ at: at.toISOString(), ...who, event });
    await sql`
      WITH head AS MATERIALIZED (SELECT id, hash FROM journal_head FOR UPDATE),
      place AS (
        SELECT id + 1 AS id, hash AS previous_hash, encode(sha256(convert_to(
          ${beginning}::text || '"id":' || (id + 1) || ',"orderNumber":' || coalesce(${orderNumber}::bigint::text, 'null')
            || ',"previousHash":"' || hash || '"}', 'UTF8')), 'hex') AS hash
        FROM head),
      added AS (
        INSERT INTO journal (id, at, actor_kind, actor_id, actor_name, order_number, event, previous_hash, hash)
        SELECT id, ${at}::timestamptz, ${actor.kind}, ${actor.id}, ${actor.displayName}, ${orderNumber}::bigint,
          ${JSON.stringify(event)}::jsonb, previous_hash, hash
        FROM place
        RETURNING id, hash)
      UPDATE journal_head SET id = added.id, hash = added.hash FROM added`.execute(trx);
  }
}

/** The entries of an order, newest first. The caller has checked that the order lies within the perimeter. */
export async function readHistory(db: Queryable, orderNumber: number): Promise<JournalEntry[]> {
  const rows = await db
    .selectFrom("journal")
    .select(["id", "at", "actor_kind", "actor_name", "event"])
    .where("order_number", "=", orderNumber)
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    event: row.event,
  }));
}

/** A row of the journal as it was hashed. */
export function hashedEntry(row: Selectable<DB["journal"]>): HashedEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    orderNumber: row.order_number,
    event: row.event,
    previousHash: row.previous_hash,
  };
}

export type ChainCheck = { entries: number; broken: null | { id: number; why: string } };

/**
 * Walks the chain from its first entry to its head, and holds it against what was anchored; names the first entry that
 * does not hold.
 */
export async function checkChain(
  db: Queryable,
  anchors: readonly { id: number; hash: string }[] = [],
): Promise<ChainCheck> {
  const anchored = Map.groupBy(anchors, ({ id }) => id);
  let previousHash = GENESIS_HASH;
  let last = 0;
  for (;;) {
    const rows = await db
      .selectFrom("journal")
      .selectAll()
      .where("id", ">", last)
      .orderBy("id")
      .limit(1000)
      .execute();
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.id !== last + 1) return { entries: last, broken: { id: last + 1, why: "missing" } };
      const expected = sha256(canonicalEntry(hashedEntry(row)));
      if (row.previous_hash !== previousHash)
        return { entries: last, broken: { id: row.id, why: "not chained" } };
      if (row.hash !== expected) return { entries: last, broken: { id: row.id, why: "changed" } };
      if (anchored.get(row.id)?.some(({ hash }) => hash !== row.hash))
        return { entries: last, broken: { id: row.id, why: "not as it was anchored" } };
      previousHash = row.hash;
      last = row.id;
    }
  }
  const head = await sql<{ id: number; hash: string }>`SELECT id, hash FROM journal_head`.execute(db);
  const tip = head.rows[0];
  if (tip?.id !== last || (last > 0 && tip.hash !== previousHash))
    return { entries: last, broken: { id: last + 1, why: "the end is missing" } };
  // A head that was mended after the end was cut off looks whole: only an anchor knows how far the journal went.
  if (anchors.some(({ id }) => id > last))
    return { entries: last, broken: { id: last + 1, why: "the end is missing" } };
  return { entries: last, broken: null };
}
