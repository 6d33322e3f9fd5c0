/** What a pool, and who reads from it, make of a connection that is cut, and of a server that is silent or gone. */
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type OwnPostgres, startOwnPostgres } from "../../tests/builders/own-postgres.ts";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { type Database, openDatabase, openWatchedDatabase } from "./database.ts";
import { isDatabaseAway } from "./database-errors.ts";
import { streamRows } from "./stream-rows.ts";

const ask = (db: Database) => sql<{ one: number }>`SELECT 1 AS one`.execute(db);
/** Why it failed; undefined when it did not. */
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("OPS-10 a connection that is cut", () => {
  let database: TestDatabase;
  let db: Database;
  beforeEach(async () => {
    database = await createTestDatabase();
    // One connection: whoever does not give it back holds up everybody.
    db = openDatabase(database.url, { max: 1 });
  });
  afterEach(async () => {
    await db.destroy();
    await database.drop();
  });

  const cut = () =>
    database.asOwner(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );

  test("in the middle of a transaction fails it, and the next takes another", async () => {
    const failure = await failureOf(
      db.transaction().execute(async (trx) => {
        await ask(trx);
        await cut();
        await ask(trx);
      }),
    );
    expect(isDatabaseAway(failure)).toBe(true);
    expect((await ask(db)).rows).toEqual([{ one: 1 }]);
  });

  test("between two statements of a transaction, too, before the process has heard of it", async () => {
    const trx = await db.startTransaction().execute();
    await cut();
    await expect(trx.commit().execute()).rejects.toSatisfy(isDatabaseAway);
    await failureOf(trx.rollback().execute());
    expect((await ask(db)).rows).toEqual([{ one: 1 }]);
  });

  test("under a reader of many rows ends the reading with an error, and does not keep its place", async () => {
    const rows = streamRows(db, (trx) =>
      trx
        .selectFrom(sql<{ n: number }>`(SELECT generate_series(1, 100000) AS n)`.as("series"))
        .select("series.n"),
    );
    const failure = await failureOf(
      (async () => {
        let read = 0;
        for await (const _ of rows) {
          read += 1;
          if (read === 1500) await cut();
        }
      })(),
    );
    expect(failure).toSatisfy(isDatabaseAway);
    expect((await ask(db)).rows).toEqual([{ one: 1 }]);
  });
});

describe("OPS-11 a database that is silent, then answers again", () => {
  let postgres: OwnPostgres;
  beforeEach(async () => {
    postgres = await startOwnPostgres();
  });
  afterEach(async () => {
    await postgres.stop();
  });

  test("is told of within five seconds by what was under way and by what comes, and all comes back", async () => {
    const { db, watch } = await openWatchedDatabase(postgres.database.url, { max: 4 });
    const inTransaction = await db.startTransaction().execute();
    await ask(inTransaction);
    await postgres.signal("SIGSTOP");
    const begun = performance.now();
    const failures = await Promise.all([
      failureOf(ask(inTransaction)),
      ...Array.from({ length: 12 }, () => failureOf(ask(db))),
    ]);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(failures.map(isDatabaseAway)).toEqual(failures.map(() => true));
    await expect(watch.check()).rejects.toThrow();
    await inTransaction
      .rollback()
      .execute()
      .catch(() => undefined);

    await postgres.signal("SIGCONT");
    await expect.poll(() => failureOf(ask(db)), { timeout: 20_000 }).toBeUndefined();
    await watch.check();
    await watch.end();
    await db.destroy();
  });

  test("does not cut what takes long on a server that answers", async () => {
    const { db, watch } = await openWatchedDatabase(postgres.database.url, { max: 2 });
    await sql`SELECT pg_sleep(4)`.execute(db);
    await watch.end();
    await db.destroy();
  });

  test("and one that was killed is there again as soon as it was started again", async () => {
    const { db, watch } = await openWatchedDatabase(postgres.database.url, { max: 2 });
    await postgres.signal("SIGKILL");
    expect(isDatabaseAway(await failureOf(ask(db)))).toBe(true);
    await expect.poll(() => failureOf(ask(db)), { timeout: 20_000 }).toBeUndefined();
    await watch.end();
    await db.destroy();
  });
});
