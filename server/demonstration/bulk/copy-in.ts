/** `COPY … FROM STDIN`, the bulk door of PostgreSQL, in its text format. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Row } from "./load-orders.ts";

const CHUNK = 64 * 1024;

/** Loads rows into the columns of a table, in the connection's transaction. Rejects with the database's own error. */
export async function copyIn(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<Row>,
): Promise<void> {
  const copy = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(chunksOf(rows)), copy);
}

function* chunksOf(rows: Iterable<Row>): Generator<Buffer> {
  let text = "";
  for (const row of rows) {
    text += `${row.map(field).join("\t")}\n`;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

/** A backslash begins an escape, `\N` is NULL. */
function field(value: Row[number]): string {
  if (value === null) return "\\N";
  return String(value).replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}
