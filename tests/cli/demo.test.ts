/** The command that fills a database to measure with: what it refuses before it touches anything, and what it says. */
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runDemo } from "../../cli/demo.ts";
import { openDatabase } from "../../server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "../builders/test-database.ts";

let database: TestDatabase;
let said: string[];
beforeEach(async () => {
  database = await createTestDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DATABASE_OWNER_URL", database.ownerUrl);
  said = [];
  for (const way of ["log", "error"] as const)
    vi.spyOn(console, way).mockImplementation((text: string) => {
      said.push(text);
    });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await database.drop();
});

async function numberOfOrders(): Promise<number> {
  const db = openDatabase(database.url, { max: 1 });
  const found = await sql<{ count: number }>`SELECT count(*) FROM orders`.execute(db);
  await db.destroy();
  return found.rows[0]?.count ?? Number.NaN;
}

describe("portail demo", () => {
  test("fills DATABASE_URL and says that these are data to measure with", async () => {
    expect(await runDemo(["--orders", "200", "--seed", "3"])).toBe(0);
    expect(await numberOfOrders()).toBe(200);
    expect(said.join("\n")).toContain("Données de charge");
  });

  test("refuses a database that holds orders", async () => {
    await runDemo(["--orders", "20"]);
    await expect(runDemo(["--orders", "20"])).rejects.toThrow("La base contient déjà des commandes.");
    expect(await numberOfOrders()).toBe(20);
  });

  test.each([
    [[]],
    [["--orders", "0"]],
    [["--orders", "-5"]],
    [["--orders", "many"]],
    [["--orders", "10", "--seed", "x"]],
    [["--orders", "10", "--fast"]],
  ])("says how it is used when asked for %j", async (args) => {
    expect(await runDemo(args)).toBe(2);
    expect(said.join("\n")).toContain("Usage: portail demo --orders N");
    expect(await numberOfOrders()).toBe(0);
  });
});
