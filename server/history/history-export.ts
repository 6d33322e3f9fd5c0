/** Exports the history of one order, and checks such an export (HISTORY-2). */
import type { Operator } from "../../domain/access/actor.ts";
import type { HistoryExport } from "../../domain/history/history-export.ts";
import { canonicalEntry, GENESIS_HASH } from "../../domain/journal/canonical.ts";
import { appendToJournal, hashedEntry } from "../journal/journal-store.ts";
import { loadOrder } from "../order/order-store.ts";
import { inTransaction } from "../platform/database.ts";
import { notFound } from "../platform/errors.ts";
import { sha256 } from "../platform/secrets.ts";
import type { Services } from "../ports/services.ts";

/** Every entry of the order so far; that they were exported is the next one. Throws `notFound`. */
export function exportHistory(
  services: Services,
  operator: Operator,
  number: number,
): Promise<HistoryExport> {
  return inTransaction(services.db, async (trx) => {
    if (!(await loadOrder(trx, operator.perimeter, number, { lock: true }))) throw notFound();
    const at = services.clock.now();
    const rows = await trx
      .selectFrom("journal")
      .selectAll()
      .where("order_number", "=", number)
      .orderBy("id")
      .execute();
    await appendToJournal(trx, {
      at,
      actor: operator,
      orderNumber: number,
      event: { type: "historyExported", entries: rows.length },
    });
    return {
      format: "portail-ae/history/1",
      order: number,
      exportedAt: at.toISOString(),
      entries: rows.map((row) => ({ ...hashedEntry(row), hash: row.hash })),
    };
  });
}

export type HistoryCheck = { entries: number; broken: null | { id: number; why: string } };

/** Recomputes every hash of an export; names the first entry that does not hold. */
export function checkHistory({ order, entries }: HistoryExport): HistoryCheck {
  for (const [index, { hash, ...entry }] of entries.entries()) {
    const broken = (why: string) => ({ entries: index, broken: { id: entry.id, why } });
    const before = entries[index - 1];
    const expected = entry.id === 1 ? GENESIS_HASH : before?.id === entry.id - 1 ? before.hash : undefined;
    if (entry.orderNumber !== order) return broken("of another order");
    if (before && entry.id <= before.id) return broken("out of order");
    // Nothing is known of the entries of other orders that lie between two of this one.
    if (expected !== undefined && entry.previousHash !== expected) return broken("not chained");
    if (sha256(canonicalEntry(entry)) !== hash) return broken("changed");
  }
  return { entries: entries.length, broken: null };
}
