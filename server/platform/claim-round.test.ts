/** Rounds that several processes share; two pools on one database stand for two processes. */

import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { inRound } from "./claim-round.ts";
import { type Database, openDatabase } from "./database.ts";

const ROUND = { name: "a round", seconds: 20 };
const nothing = async () => undefined;

let database: TestDatabase;
let processes: [Database, Database];
beforeEach(async () => {
  database = await createTestDatabase();
  processes = [openDatabase(database.url, { max: 3 }), openDatabase(database.url, { max: 3 })];
});
afterEach(async () => {
  for (const db of processes) await db.destroy();
  await database.drop();
});

/** As if so many seconds had passed since. */
const pass = (seconds: number) =>
  sql`UPDATE round SET next_at = next_at - make_interval(secs => ${seconds}),
        held_until = held_until - make_interval(secs => ${seconds})`.execute(processes[0]);

describe("a round of several processes", () => {
  test("OPS-1 is made by one of those that begin it at once, and not again before its time", async () => {
    let made = 0;
    const begin = (db: Database) =>
      inRound(db, ROUND, async () => {
        made += 1;
      });
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, index) => begin(processes[index % 2 ? 0 : 1])),
    );
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(made).toBe(1);
    await pass(10);
    expect(await begin(processes[1])).toBe(false);
    await pass(10);
    expect(await begin(processes[1])).toBe(true);
    expect(made).toBe(2);
  });

  test("OPS-1 is not begun elsewhere while it goes on, however long it takes", async () => {
    const [one, other] = processes;
    await inRound(one, ROUND, async () => {
      await pass(ROUND.seconds);
      expect(await inRound(other, ROUND, nothing)).toBe(false);
    });
    expect(await inRound(other, ROUND, nothing)).toBe(true);
  });

  test("OPS-1 is free again after it failed", async () => {
    const [one, other] = processes;
    const failing = () => Promise.reject(new Error("of the work"));
    await expect(inRound(one, ROUND, failing)).rejects.toThrow("of the work");
    await pass(ROUND.seconds);
    expect(await inRound(other, ROUND, nothing)).toBe(true);
  });

  test("OPS-1 of a process that died is taken over within half a minute", async () => {
    const [one, other] = processes;
    const [begun, died] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const dying = inRound(one, ROUND, async () => {
      begun.resolve();
      await died.promise;
    });
    await begun.promise;
    await pass(ROUND.seconds + 9);
    expect(await inRound(other, ROUND, nothing)).toBe(false);
    await pass(1);
    expect(await inRound(other, ROUND, nothing)).toBe(true);
    died.resolve();
    await dying;
  });
});
