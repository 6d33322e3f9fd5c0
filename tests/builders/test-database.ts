/** A database of one's own, copied from the migrated template. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inject } from "vitest";
import { inTransaction, openDatabase } from "../../server/platform/database.ts";
import { TEMPLATE } from "../setup/shared-postgres.ts";

export type TestDatabase = {
  /** As the application connects. */
  url: string;
  /** As whoever owns the database connects, who may do anything. */
  ownerUrl: string;
  /** Runs statements in one transaction, with the owner's rights. */
  asOwner(...statements: string[]): Promise<void>;
  /** Takes it away, ending whatever is still connected. */
  drop(): Promise<void>;
};

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const { application, owner } = inject("postgres");
  const maintenance = openDatabase(owner, { max: 1 });
  await sql.raw(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`).execute(maintenance);
  const ownerUrl = onDatabase(owner, name);
  return {
    url: onDatabase(application, name),
    ownerUrl,
    asOwner: (...statements) => runStatements(ownerUrl, statements),
    async drop() {
      await sql.raw(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).execute(maintenance);
      await maintenance.destroy();
    },
  };
}

/** One that was just made, as docs/operations.md says: empty, and its owner a role that may do nothing else. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const { application, owner } = inject("postgres");
  const maintenance = openDatabase(owner, { max: 1 });
  const perform = (statement: string) => sql.raw(statement).execute(maintenance);
  await perform(`CREATE ROLE ${name} LOGIN`);
  await perform(`CREATE DATABASE ${name} OWNER ${name}`);
  const ownerUrl = new URL(onDatabase(owner, name));
  ownerUrl.username = name;
  return {
    url: onDatabase(application, name),
    ownerUrl: ownerUrl.href,
    asOwner: (...statements) => runStatements(ownerUrl.href, statements),
    async drop() {
      await perform(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await perform(`DROP ROLE ${name}`);
      await maintenance.destroy();
    },
  };
}

/** Runs statements in one transaction, on a connection of its own. */
export async function runStatements(url: string, statements: readonly string[]): Promise<void> {
  const db = openDatabase(url, { max: 1 });
  try {
    await inTransaction(db, async (trx) => {
      for (const statement of statements) await sql.raw(statement).execute(trx);
    });
  } finally {
    await db.destroy();
  }
}

function onDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
