/** pg-copy-streams comes without types; what the portal uses of it. */
declare module "pg-copy-streams" {
  import type { Readable, Writable } from "node:stream";
  import type { Connection, Submittable } from "pg";

  type Query = Submittable & { submit(connection: Connection): void };
  /** `COPY … TO STDOUT`: what the database writes. */
  export function to(statement: string): Readable & Query;
  /** `COPY … FROM STDIN`: what it reads. Finished once it has taken it in. */
  export function from(statement: string): Writable & Query & { rowCount: number };
}
