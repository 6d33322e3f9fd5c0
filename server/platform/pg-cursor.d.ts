/** pg-cursor comes without types; Kysely says what it needs of it. */
declare module "pg-cursor" {
  import type { EventEmitter } from "node:events";
  import type { Duplex } from "node:stream";
  import type { PostgresCursor } from "kysely";

  export default class Cursor<Row> implements PostgresCursor<Row> {
    constructor(sql: string, parameters: unknown[]);
    /** Once it was handed to a client. */
    readonly connection: (EventEmitter & { readonly stream: Duplex }) | null;
    read(rows: number): Promise<Row[]>;
    close(): Promise<void>;
  }
}
