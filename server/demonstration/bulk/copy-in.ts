/**
 * `COPY … FROM STDIN`, the bulk door of PostgreSQL: on `pg`'s own connection, by the messages of the protocol
 * (PostgreSQL documentation, "Message Formats": CopyData, CopyDone, CopyFail).
 */
import { once } from "node:events";
import type { Duplex } from "node:stream";
import type { ClientBase, Connection, Submittable } from "pg";
import type { Row } from "./load-orders.ts";

const CHUNK = 64 * 1024;

/** Loads rows into the columns of a table, in the connection's transaction. Rejects with the database's own error. */
export function copyIn(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<Row>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(`COPY ${table} (${columns.join(", ")}) FROM STDIN`, rows, resolve, reject));
  });
}

/** What `pg` calls while the statement runs. */
class CopyIn implements Submittable {
  readonly #statement: string;
  readonly #rows: Iterable<Row>;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  #error: unknown;

  constructor(statement: string, rows: Iterable<Row>, resolve: () => void, reject: (error: unknown) => void) {
    this.#statement = statement;
    this.#rows = rows;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: Connection): void {
    this.#send(connection.stream).catch((error: unknown) => {
      this.#error = error;
      connection.stream.write(message("f", "the rows could not be made\0"));
    });
  }

  handleCommandComplete(): void {}

  handleError(error: unknown): void {
    this.#error ??= error;
    this.#reject(this.#error);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  async #send(stream: Duplex): Promise<void> {
    let text = "";
    for (const row of this.#rows) {
      text += `${row.map(field).join("\t")}\n`;
      if (text.length < CHUNK) continue;
      // The database refused a row: it ignores the rest.
      if (this.#error) return;
      const flows = stream.write(message("d", text));
      text = "";
      if (!flows) await once(stream, "drain");
    }
    stream.write(Buffer.concat([message("d", text), message("c", "")]));
  }
}

function message(kind: "d" | "c" | "f", text: string): Buffer {
  const content = Buffer.from(text);
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

/** COPY's text format: a backslash begins an escape, `\N` is NULL. */
function field(value: Row[number]): string {
  if (value === null) return "\\N";
  return String(value).replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}
