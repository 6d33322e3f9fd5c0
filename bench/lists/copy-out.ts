/** `COPY … TO STDOUT`, by the messages of the protocol: the least that reading so many rows can cost. */
import type { ClientBase, Connection, Submittable } from "pg";

/** Reads everything and keeps nothing; gives how many bytes there were. */
export function copyOut(client: ClientBase, statement: string): Promise<number> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statement, resolve, reject));
  });
}

/** What `pg` calls while the statement runs. */
class CopyOut implements Submittable {
  readonly #statement: string;
  readonly #resolve: (bytes: number) => void;
  readonly #reject: (error: unknown) => void;
  #bytes = 0;

  constructor(statement: string, resolve: (bytes: number) => void, reject: (error: unknown) => void) {
    this.#statement = statement;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.query(this.#statement);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#bytes += chunk.length;
  }

  handleCommandComplete(): void {}

  handleError(error: unknown): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#bytes);
  }
}
