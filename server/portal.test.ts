/** The portal as it is started, with the roles that its addresses name. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startPortalProcess } from "../tests/builders/portal-process.ts";
import { createTestDatabase, type TestDatabase } from "../tests/builders/test-database.ts";

const WARNING = "its trigger alone protects";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

describe("HISTORY-2 a portal that is started", () => {
  test.each([
    ["as the owner of its database, works and warns once", () => ({ DATABASE_URL: database.ownerUrl }), 1],
    ["as a role of its own, has nothing to warn of", () => ({ DATABASE_URL: database.url }), 0],
    [
      "with both, migrates as the one and works as the other",
      () => ({ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl }),
      0,
    ],
  ])("%s", async (_, addresses, warnings) => {
    const portal = await startPortalProcess(addresses());
    try {
      expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
      expect(portal.said().split(WARNING)).toHaveLength(warnings + 1);
    } finally {
      await portal.stop();
    }
  });
});
