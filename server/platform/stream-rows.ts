/** Reads of any length: rows by a cursor, so that memory does not grow with them. */
import { sql } from "kysely";
import type { Database, Transaction } from "./database.ts";

/** Rows fetched at once: fewer cost a round trip too many, more cost memory. */
const ROWS_AT_ONCE = 1000;

/** A query that can be read row by row. */
export type Streamable<Row> = { stream(rowsAtOnce: number): AsyncIterable<Row> };

/**
 * The rows of `query` as they all stand at one moment, read in a read-only transaction of its own. It takes a
 * connection with the first row and gives it back after the last, or when the reader stops.
 */
export async function* streamRows<Row>(
  db: Database,
  query: (trx: Transaction) => Streamable<Row>,
): AsyncGenerator<Row> {
  const trx = await db
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  try {
    // It waits for its reader, and holds no lock that anybody needs.
    await sql`SET LOCAL idle_in_transaction_session_timeout = '10min'`.execute(trx);
    yield* query(trx).stream(ROWS_AT_ONCE);
  } finally {
    // There is nothing to undo. A connection that broke cannot even do that, and what broke it says more.
    await trx
      .rollback()
      .execute()
      .catch(() => undefined);
  }
}
