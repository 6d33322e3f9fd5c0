import Cursor from "pg-cursor";

/**
 * A cursor that also ends when its connection does. Of `pg-cursor` alone, closing waits for an answer that a cut connection
 * never gives: the export would hang, and keep its place in the pool for ever.
 */
export class EndingCursor<Row> extends Cursor<Row> {
  override async close(): Promise<void> {
    const { connection } = this;
    if (!connection || connection.stream.destroyed) return;
    let ended = () => {};
    const end = new Promise<void>((resolve) => {
      ended = resolve;
      connection.once("end", ended);
    });
    try {
      await Promise.race([super.close(), end]);
    } finally {
      connection.removeListener("end", ended);
    }
  }
}
