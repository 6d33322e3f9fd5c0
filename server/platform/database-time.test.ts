/** Processes whose machines do not agree about the time. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { captureLog } from "../../tests/builders/captured-log.ts";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { type Clock, machineClock, SettableClock, systemClock } from "./clock.ts";
import { type Database, openDatabase } from "./database.ts";
import { aheadOfMachine, followDatabaseTime } from "./database-time.ts";

const HOUR = 3_600_000;

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 1 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const machineOffBy = (milliseconds: number): Clock => ({
  now: () => new Date(machineClock.now().getTime() + milliseconds),
});

describe("OPS-24 the time of a process", () => {
  test("is its machine's while that agrees with the database's", async () => {
    expect(await aheadOfMachine(db)).toBe(0);
    const following = await followDatabaseTime(db, captureLog().log);
    expect(Math.abs(systemClock.now().getTime() - machineClock.now().getTime())).toBeLessThan(1000);
    following.stop();
  });

  test.each([HOUR, -HOUR])(
    "is the database's where the machine is off by %i ms, and the log says so",
    async (off) => {
      const { log, written } = captureLog();
      const following = await followDatabaseTime(db, log, machineOffBy(off));
      try {
        const ahead = systemClock.now().getTime() - machineClock.now().getTime();
        expect(Math.abs(ahead + off)).toBeLessThan(1000);
        expect(Math.abs(new SettableClock().now().getTime() - systemClock.now().getTime())).toBeLessThan(
          1000,
        );
        expect(written.map((line) => JSON.parse(line).seconds)).toEqual([Math.round(-off / 1000)]);
      } finally {
        following.stop();
      }
      expect(Math.abs(systemClock.now().getTime() - machineClock.now().getTime())).toBeLessThan(1000);
    },
  );

  test("is not taken for off while the database takes its time to answer", async () => {
    let asked = 0;
    const slow: Clock = {
      // The question leaves ten seconds before, the answer comes ten seconds after.
      now: () => new Date(machineClock.now().getTime() + (asked++ === 0 ? -10_000 : 10_000)),
    };
    expect(await aheadOfMachine(db, slow)).toBe(0);
  });
});
