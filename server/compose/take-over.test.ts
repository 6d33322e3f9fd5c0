/** The first start of this version on what an older one kept in DATA_DIR, and the sealing secret with it. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { draftSecret } from "../access/draft-keys.ts";
import { RequestLedger } from "../connectors/certification-authority/request-ledger.ts";
import { readTemplate } from "../notifications/template-store.ts";
import { readConfig } from "../platform/config.ts";
import { type Database, openDatabase } from "../platform/database.ts";
import { createLogger } from "../platform/log.ts";
import { seal } from "../platform/sealed-text.ts";
import { composeSealing } from "./sealing.ts";

const log = createLogger("silent");
let database: TestDatabase;
let db: Database;
let dataDir: string;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4 });
  dataDir = await mkdtemp(join(tmpdir(), "take-over-"));
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

const start = (environment: Record<string, string> = {}) =>
  composeSealing(readConfig({ DATA_DIR: dataDir, ...environment }), db, log);

describe("OPS-5 the sealing secret", () => {
  test("is made once for a DATA_DIR, however many processes start, and only the portal's account reads it", async () => {
    const marks = await Promise.all(Array.from({ length: 5 }, async () => (await start()).mark));
    expect(new Set(marks).size).toBe(1);
    const path = join(dataDir, "sealing-secret");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, "ascii")).length).toBeGreaterThan(32);
    expect((await readdir(dataDir)).toSorted()).toEqual(["sealing-secret"]);
  });

  test("of the environment leaves none in the folder", async () => {
    await start({ SEALING_SECRET: "a secret of more than thirty-two characters" });
    expect(await readdir(dataDir)).toEqual([]);
  });

  test("that is another than the one under which something is sealed stops the start, and says what to do", async () => {
    await start();
    const other = { SEALING_SECRET: "another secret of more than thirty-two characters" };
    await expect(start(other)).rejects.toThrow(/SEALING_SECRET_PREVIOUS/);
    await start({ ...other, SEALING_SECRET_PREVIOUS_FILE: join(dataDir, "sealing-secret") });
  });
});

describe("OPS-4 what an older version kept in DATA_DIR", () => {
  const draft = Buffer.alloc(32, 7);
  const asked = { requestId: "r1", csr: "Y3Ny", holder: "Anne Roux" };
  const file = async (name: string, content: string | Uint8Array) => {
    await mkdir(join(dataDir, name, ".."), { recursive: true });
    await writeFile(join(dataDir, name), content);
  };
  beforeEach(async () => {
    await file("draft-secret", draft);
    await file("notification-templates/holderId.txt", "Bonjour {{holder}}\n");
    await file("notification-templates/free.txt", "Bonjour {{prenom}}\n");
    await file("notification-templates/reasons/unreadable.txt", "Floue.\n");
    for (const authority of ["ejbca", "step-ca"]) {
      await file(`ca-requests/${authority}/secret`, "the secret of the folder");
      const record = { ...asked, holder: authority, privateKey: seal("clé", "the secret of the folder") };
      await file(`ca-requests/${authority}/1.json`, JSON.stringify(record));
    }
  });

  test("is in the database after the start, of several processes at once too, and stays aside", async () => {
    const [sealing] = await Promise.all([start(), start(), start()]);
    expect(await draftSecret({ db, sealing })).toEqual(draft);
    expect(await readTemplate({ db, log }, "holderId")).toBe("Bonjour {{holder}}\n");
    expect(await readTemplate({ db, log }, "reasons/unreadable")).toBe("Floue.\n");
    for (const authority of ["ejbca", "step-ca"])
      expect(await new RequestLedger({ db, sealing }, authority).find("r1")).toEqual({
        ...asked,
        holder: authority,
        privateKey: "clé",
      });
    expect((await readdir(dataDir)).toSorted()).toEqual([
      "ca-requests",
      "draft-secret.taken-over",
      "notification-templates.taken-over",
      "sealing-secret",
    ]);
    expect(await readFile(join(dataDir, "draft-secret.taken-over"))).toEqual(draft);
  });

  test("a text that could not be used before is not taken over, and the shipped one goes on", async () => {
    await start();
    expect(await readTemplate({ db, log }, "free")).toContain("Porteur : {{holder}}");
  });

  test("does not replace what the database has meanwhile, and what is found later goes aside under another name", async () => {
    const sealing = await start();
    await file("draft-secret", Buffer.alloc(32, 8));
    await file("notification-templates/holderId.txt", "Un autre\n");
    await start();
    expect(await draftSecret({ db, sealing })).toEqual(draft);
    expect(await readTemplate({ db, log }, "holderId")).toBe("Bonjour {{holder}}\n");
    expect(await readdir(dataDir)).toContain("draft-secret.taken-over-2");
  });
});
