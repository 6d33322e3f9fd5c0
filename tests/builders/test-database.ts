/** A database of one's own, copied from the migrated template. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inject } from "vitest";
import { openDatabase } from "../../server/platform/database.ts";
import { TEMPLATE } from "../setup/shared-postgres.ts";

export type TestDatabase = { url: string; drop(): Promise<void> };

/** Makes it; `drop` takes it away, ending whatever is still connected. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const maintenance = openDatabase(inject("postgres"), { max: 1 });
  await sql.raw(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`).execute(maintenance);
  const url = new URL(inject("postgres"));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await sql.raw(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).execute(maintenance);
      await maintenance.destroy();
    },
  };
}
