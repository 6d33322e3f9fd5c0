/** The portal as it is started: the roles that its addresses name, the ports that it needs. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePorts, startPortalProcess } from "../../tests/builders/portal-process.ts";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { readConfig } from "../platform/config.ts";
import { startPortal } from "./portal.ts";

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

describe("a portal whose port somebody else has", () => {
  test.each(["PORT", "NEIGHBOURS_PORT", "CARD_PORT"])("does not begin to start: %s", async (name) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const taken = (other.address() as AddressInfo).port;
    const [PORT, NEIGHBOURS_PORT, CARD_PORT] = (await freePorts(3)).map(String);
    const DATA_DIR = join(tmpdir(), `portail-not-begun-${taken}`);
    const config = readConfig({ DATA_DIR, PORT, NEIGHBOURS_PORT, CARD_PORT, [name]: String(taken) });
    try {
      await expect(startPortal(config)).rejects.toThrow(`${name}: another program`);
      expect(existsSync(DATA_DIR)).toBe(false);
    } finally {
      other.close();
      await once(other, "close");
    }
  });
});
