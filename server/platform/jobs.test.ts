/** Jobs as a running portal takes them: on PostgreSQL, several at once, none left behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { Gate } from "../../tests/doubles/gate.ts";
import { type Database, inTransaction, openDatabase } from "./database.ts";
import { JOBS_SCHEMA } from "./database-roles.ts";
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

/** Of the only job there is. */
async function kept() {
  const { rows } = await sql<{ state: string; tries: number; wait: number }>`
    SELECT state::text, retry_count AS tries,
      extract(epoch FROM start_after - now())::float AS wait FROM jobs.job WHERE name = ${MAILS.name}`.execute(
    db,
  );
  const [job] = rows;
  if (!job) throw new Error("the job is gone");
  return job;
}

describe("OPS-14 a job", () => {
  test("of a process that is killed is taken up within half a minute", async () => {
    await enqueueMails("held");
    const holder = spawn(process.execPath, ["tests/doubles/job-holder.ts", database.url, MAILS.name], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await once(holder.stdout, "data");
    expect(String(said)).toBe("held\n");
    const taken: string[] = [];
    await jobs.work([
      handle(MAILS, async ({ messageId }) => {
        taken.push(messageId);
      }),
    ]);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await expect.poll(() => taken, { timeout: 30_000 }).toEqual(["held"]);
  });

  test("that takes long keeps being its process's, and is run once", async () => {
    let runs = 0;
    const gate = new Gate();
    await jobs.work([
      handle(MAILS, async () => {
        runs += 1;
        await gate.pass();
      }),
    ]);
    await enqueueMails("long");
    await gate.arrived;
    const others = await startJobs(database.url, createLogger("silent"), [MAILS]);
    await others.work([
      handle(MAILS, async () => {
        runs += 1;
      }),
    ]);
    // Longer than a job is left alone of which nobody says that it is held.
    const { rows } = await sql<{ at: Date }>`SELECT now() AS at`.execute(db);
    await expect
      .poll(
        async () =>
          (
            await sql<{
              late: boolean;
            }>`SELECT max(heartbeat_on) > ${rows[0]?.at}::timestamptz + interval '20 s' AS late
              FROM jobs.job WHERE name = ${MAILS.name}`.execute(db)
          ).rows[0]?.late,
        { timeout: 40_000 },
      )
      .toBe(true);
    gate.open();
    await expect.poll(kept, { timeout: 20_000 }).toMatchObject({ state: "completed", tries: 0 });
    expect(runs).toBe(1);
    await others.close();
  });

  test("that is given back at a stop is taken up at once, and others are told", async () => {
    const stopped = await startJobs(database.url, createLogger("silent"), [MAILS]);
    await stopped.work([handle(MAILS, () => new Promise(() => undefined))]);
    await enqueueMails("given back");
    await expect.poll(kept, { timeout: 20_000 }).toMatchObject({ state: "active" });
    expect(await stopped.finish(0)).toBe(false);
    await stopped.close();
    expect(await kept()).toMatchObject({ state: "retry" });
    expect((await kept()).wait).toBeLessThanOrEqual(0);
  });

  // The library's own dates for the next try, one failure after the other, without waiting for them.
  test("that fails is tried for five days and on, at least every quarter of an hour", async () => {
    const library = new PgBoss({
      connectionString: database.url,
      schema: JOBS_SCHEMA,
      createSchema: false,
      supervise: false,
    });
    library.on("error", () => undefined);
    await library.start();
    await enqueueMails("waiting");
    const waits: number[] = [];
    for (let hours = 0; hours < 5 * 24; hours += (waits.at(-1) ?? 0) / 3600) {
      const [job] = await library.fetch(MAILS.name, { ignoreStartAfter: true });
      if (!job) throw new Error(`given up after ${hours} hours`);
      await library.fail(MAILS.name, job.id);
      waits.push((await kept()).wait);
    }
    expect(waits[0]).toBeLessThan(3);
    expect(Math.max(...waits)).toBeLessThanOrEqual(900);
    expect(await kept()).toMatchObject({ state: "retry", tries: waits.length - 1 });
    await library.stop({ graceful: false });
  });

  test("of an earlier version, in a queue of it, gets what this version says", async () => {
    await enqueueMails("old");
    await sql`UPDATE jobs.job SET retry_limit = 10, heartbeat_seconds = NULL`.execute(db);
    await sql`UPDATE jobs.queue SET retry_limit = 10, heartbeat_seconds = NULL, retention_seconds = 1209600`.execute(
      db,
    );
    const upgraded = await startJobs(database.url, createLogger("silent"), [MAILS]);
    const found = await sql`
      SELECT retry_limit, heartbeat_seconds, keep_until > now() + interval '9 years' AS kept FROM jobs.job
      UNION ALL SELECT retry_limit, heartbeat_seconds, retention_seconds > 9 * 365 * 86400 FROM jobs.queue
      WHERE name = ${MAILS.name}`.execute(db);
    const expected = { retry_limit: 1_000_000, heartbeat_seconds: 12, kept: true };
    expect(found.rows).toEqual([expected, expected]);
    await upgraded.close();
  });
});

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
