/** Seals anew, under the current secret, what the one of before sealed; the portal's processes, which open both, go on. */
import { sql } from "kysely";
import { type Database, inTransaction, type Transaction } from "../platform/database.ts";
import type { Sealing, SealingPurpose } from "../platform/sealing.ts";

/** Rows of one transaction: short enough that who writes one of them hardly waits. */
const ROWS_AT_ONCE = 100;

/** The tables whose column `sealed` is under the installation's secret. */
export const SEALED_TABLES: Record<SealingPurpose, string> = {
  "installation secrets": "installation_secret",
  "asked requests": "asked_request",
};

/**
 * Gives how many values of each purpose it sealed anew: none when all are under the current secret. Interrupted and run again,
 * it goes on with what is left. Throws `ConfigurationError` when a value is under neither secret.
 */
export async function resealAll(db: Database, sealing: Sealing): Promise<Record<SealingPurpose, number>> {
  const counts: Record<SealingPurpose, number> = { "installation secrets": 0, "asked requests": 0 };
  for (const purpose of Object.keys(counts) as SealingPurpose[]) {
    const next = () => inTransaction(db, (trx) => resealSome(trx, sealing, purpose));
    for (let done = await next(); done > 0; done = await next()) counts[purpose] += done;
  }
  return counts;
}

async function resealSome(trx: Transaction, sealing: Sealing, purpose: SealingPurpose): Promise<number> {
  const table = sql.table(SEALED_TABLES[purpose]);
  // A row stays in its place while this transaction holds it.
  const { rows } = await sql<{ place: string; sealed: string }>`
    SELECT ctid::text AS place, sealed FROM ${table}
    WHERE NOT starts_with(sealed, ${sealing.mark}) LIMIT ${ROWS_AT_ONCE} FOR UPDATE`.execute(trx);
  for (const { place, sealed } of rows) {
    const anew = sealing.seal(purpose, sealing.open(purpose, sealed));
    await sql`UPDATE ${table} SET sealed = ${anew} WHERE ctid = ${place}::tid`.execute(trx);
  }
  return rows.length;
}
