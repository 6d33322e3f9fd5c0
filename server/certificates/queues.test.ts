/** How often an authority that does not answer is asked again, by the jobs of a running portal. */
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { type Database, inTransaction, openDatabase } from "../platform/database.ts";
import { JOBS_SCHEMA } from "../platform/database-roles.ts";
import { handle, type Jobs, type Queue, startJobs } from "../platform/jobs.ts";
import { createLogger } from "../platform/log.ts";
import { ISSUE_CERTIFICATE, REVOKE_CERTIFICATE } from "./queues.ts";

let database: TestDatabase;
let db: Database;
let jobs: Jobs;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 2 });
  jobs = await startJobs(database.url, createLogger("silent"), [ISSUE_CERTIFICATE, REVOKE_CERTIFICATE]);
});
afterEach(async () => {
  await jobs.close();
  await db.destroy();
  await database.drop();
});

type Found = { state: "retry" | "failed"; seconds: number };

/** Has a job fail once more after it has failed `failures` times: what becomes of it, and in how many seconds it is tried. */
async function failAgain<Data extends object>(
  queue: Queue<Data>,
  data: Data,
  failures: number,
): Promise<Found> {
  await inTransaction(db, (trx) => jobs.enqueue(trx, queue, data));
  const job = sql.table(`${JOBS_SCHEMA}.job`);
  // Taking it counts as one more try once it was begun before.
  await sql`
    UPDATE ${job} SET started_on = now(), retry_count = ${failures - 1} WHERE name = ${queue.name}`.execute(
    db,
  );
  await jobs.work([handle(queue, () => Promise.reject(new Error("the authority did not answer")))]);
  const read = async () => {
    const { rows } = await sql<Found>`
      SELECT state, extract(epoch FROM start_after - now())::float AS seconds
      FROM ${job} WHERE name = ${queue.name} AND retry_count = ${failures}
        AND state IN ('retry', 'failed')`.execute(db);
    return rows[0];
  };
  await expect.poll(read, { timeout: 20_000 }).toBeDefined();
  const found = await read();
  if (!found) throw new Error("it was there just now");
  return found;
}

describe("FLOW-6 an authority that has not answered for a while", () => {
  // A revocation has 24 hours to be published (ETSI EN 319 411-1 §6.2.4), and the authority may be back at any minute.
  test.each([15, 24 * 60, 48 * 60])(
    "CERT-4 is asked again within the minute for a revocation, after %i tries too",
    async (failures) => {
      const { state, seconds } = await failAgain(REVOKE_CERTIFICATE, { certificateNumber: 1 }, failures);
      expect(state).toBe("retry");
      expect(seconds).toBeLessThanOrEqual(60);
      expect(seconds).toBeGreaterThan(5);
    },
  );

  // Of a month: the order says that it waits for the authority, and nothing else would ask for its certificate again.
  test.each([9, 10, 7 * 24 * 4, 31 * 24 * 4])(
    "OPS-14 is asked again within a quarter of an hour for a certificate, after %i tries too",
    async (failures) => {
      const { state, seconds } = await failAgain(ISSUE_CERTIFICATE, { requestId: "request-1" }, failures);
      expect(state).toBe("retry");
      expect(seconds).toBeLessThanOrEqual(900);
      // Not as hastily as for a revocation.
      expect(seconds).toBeGreaterThan(400);
    },
  );
});
