/** Jobs as a running portal takes them: on PostgreSQL, several at once, none left behind. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { type Database, inTransaction, openDatabase } from "./database.ts";
import { handle, type Jobs, queue, startJobs } from "./jobs.ts";
import { createLogger } from "./log.ts";

const MAILS = queue<{ messageId: string }>("mails");

let database: TestDatabase;
let db: Database;
let jobs: Jobs;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 2 });
  jobs = await startJobs(database.url, createLogger("silent"), [MAILS]);
});
afterEach(async () => {
  await jobs.close();
  await db.destroy();
  await database.drop();
});

function enqueueMails(...ids: string[]): Promise<void> {
  return inTransaction(db, async (trx) => {
    for (const messageId of ids) await jobs.enqueue(trx, MAILS, { messageId });
  });
}

describe("NOTIFY-2 many jobs at once", () => {
  // The database tells of them once: a worker that took one of them and waited for the next telling would leave the
  // others until it polls, and whatever comes after them.
  test("are all run, one after the other, without waiting for a further sign", async () => {
    const sent: string[] = [];
    await jobs.work([
      handle(MAILS, async ({ messageId }) => {
        sent.push(messageId);
      }),
    ]);
    const ids = Array.from({ length: 30 }, (_, index) => `mail-${index}`);
    await enqueueMails(...ids);
    await expect.poll(() => sent.length, { timeout: 20_000 }).toBe(ids.length);
    expect(sent.toSorted()).toEqual(ids.toSorted());
  });

  test("that fail do not hold up those behind them, and run again by themselves", async () => {
    const tries = new Map<string, number>();
    await jobs.work([
      handle(MAILS, async ({ messageId }) => {
        const count = (tries.get(messageId) ?? 0) + 1;
        tries.set(messageId, count);
        if (messageId.startsWith("bad") && count === 1) throw new Error("the server did not answer");
      }),
    ]);
    await enqueueMails("bad-1", "bad-2", "bad-3", "good");
    await expect.poll(() => tries.get("good"), { timeout: 20_000 }).toBe(1);
    await expect
      .poll(() => ["bad-1", "bad-2", "bad-3"].map((id) => tries.get(id)), { timeout: 50_000 })
      .toEqual([2, 2, 2]);
  });
});
