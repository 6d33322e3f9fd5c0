/** The commands of an administrator: texts of notifications, a new sealing secret; what they say, and their exit status. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runRotateSealingSecret } from "../../cli/rotate-sealing-secret.ts";
import { runTemplate } from "../../cli/template.ts";
import { draftSecret } from "../../server/access/draft-keys.ts";
import { RequestLedger } from "../../server/connectors/certification-authority/request-ledger.ts";
import { type Database, openDatabase } from "../../server/platform/database.ts";
import { Sealing } from "../../server/platform/sealing.ts";
import { createTestDatabase, type TestDatabase } from "../builders/test-database.ts";

let database: TestDatabase;
let db: Database;
let folder: string;
let said: string[];
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 2 });
  folder = await mkdtemp(join(tmpdir(), "portail-administration-"));
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DATA_DIR", folder);
  said = [];
  for (const way of ["log", "error"] as const)
    vi.spyOn(console, way).mockImplementation((text: string) => void said.push(text));
  vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await db.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("NOTIFY-1 portail template", () => {
  const file = async (content: string | Uint8Array) => {
    const path = join(folder, "text.txt");
    await writeFile(path, content);
    return path;
  };
  const shown = async (name: string) => {
    said.length = 0;
    expect(await runTemplate(["show", name])).toBe(0);
    return said.join("");
  };

  test("sets a text, shows it, lists it as the installation's own, and takes it back", async () => {
    const shipped = await shown("holderId");
    expect(await runTemplate(["set", "holderId", await file("Bonjour {{holder}}\n")])).toBe(0);
    expect(await shown("holderId")).toBe("Bonjour {{holder}}\n");
    said.length = 0;
    await runTemplate(["list"]);
    const listed = Object.fromEntries(said.map((line) => line.split(/ +/)));
    expect(listed).toMatchObject({ holderId: "own", free: "shipped", "reasons/unreadable": "shipped" });
    expect(Object.keys(listed)).toHaveLength(17);
    expect(await runTemplate(["reset", "holderId"])).toBe(0);
    expect(await shown("holderId")).toBe(shipped);
  });

  test.each([
    [
      "names an unknown field",
      "Bonjour {{prenom}}",
      "it names the unknown field {{prenom}}: the fields are holder",
    ],
    ["is empty", " \n", "it is empty"],
    ["is not in UTF-8", Buffer.from("Pi\xe8ce", "latin1"), "it is not in UTF-8"],
  ])("refuses a file that %s, in words, and keeps nothing", async (_, content, words) => {
    expect(await runTemplate(["set", "holderId", await file(content)])).toBe(1);
    expect(said.join("")).toContain(words);
    expect(await db.selectFrom("notification_template").selectAll().execute()).toEqual([]);
  });

  test("refuses a name that no template has, and arguments that make no sense", async () => {
    expect(await runTemplate(["set", "holder", await file("Bonjour")])).toBe(1);
    expect(said).toEqual(["There is no template “holder”."]);
    for (const args of [[], ["list", "holderId"], ["show"], ["set", "holderId"], ["reset"], ["edit", "x"]])
      expect(await runTemplate(args)).toBe(2);
  });
});

describe("OPS-6 a command on a database of a newer version", () => {
  test("does nothing, and says which version it needs", async () => {
    await database.asOwner("INSERT INTO migration VALUES ('9999-of-tomorrow.sql')");
    await expect(runTemplate(["list"])).rejects.toThrow(/^[^\n]*9999-of-tomorrow\.sql[^\n]*$/);
  });
});

describe("OPS-5 portail rotate-sealing-secret", () => {
  const OLD = "the secret of before, of more than thirty-two characters";
  const NEW = "the secret of today, of more than thirty-two characters";
  const rotate = () => {
    vi.stubEnv("SEALING_SECRET", NEW);
    vi.stubEnv("SEALING_SECRET_PREVIOUS", OLD);
    said.length = 0;
    return runRotateSealingSecret();
  };
  const requests = (sealing: Sealing) => new RequestLedger({ db, sealing }, "ejbca");
  const write = (sealing: Sealing, requestId: string) => {
    const ledger = requests(sealing);
    return ledger.inTurn(requestId, () =>
      ledger.write({ requestId, csr: "", holder: "", privateKey: "clé" }),
    );
  };
  let draft: Buffer;
  beforeEach(async () => {
    const sealing = new Sealing(OLD);
    draft = await draftSecret({ db, sealing });
    await Promise.all(["1", "2", "3"].map((id) => write(sealing, id)));
  });

  test("seals all anew: the new secret alone opens everything, and the old one nothing", async () => {
    expect(await rotate()).toBe(0);
    expect(said.slice(0, 2)).toEqual([
      "installation secrets: 1 sealed anew.",
      "asked requests: 3 sealed anew.",
    ]);
    const today = new Sealing(NEW);
    expect(await draftSecret({ db, sealing: today })).toEqual(draft);
    for (const id of ["1", "2", "3"]) expect((await requests(today).find(id))?.privateKey).toBe("clé");
    await expect(requests(new Sealing(OLD)).find("1")).rejects.toThrow("SEALING_SECRET");
    expect(await rotate()).toBe(0);
    expect(said[1]).toBe("asked requests: 0 sealed anew.");
  });

  test("goes on where it was interrupted, and takes more than one transaction's worth", async () => {
    const rows = Array.from({ length: 250 }, (_, i) => ({
      authority: "step-ca",
      request_id: String(i),
      sealed: new Sealing(i < 30 ? NEW : OLD).seal(
        "asked requests",
        JSON.stringify({ requestId: String(i) }),
      ),
    }));
    await db.insertInto("asked_request").values(rows).execute();
    await rotate();
    expect(said[1]).toBe("asked requests: 223 sealed anew.");
  });

  test("leaves processes that have both secrets at work: what they read and write meanwhile stands", async () => {
    const running = new Sealing(OLD, NEW);
    const [, found] = await Promise.all([rotate(), requests(running).find("2"), write(running, "4")]);
    expect(found?.privateKey).toBe("clé");
    await rotate();
    expect((await requests(new Sealing(NEW)).find("4"))?.privateKey).toBe("clé");
    expect(await draftSecret({ db, sealing: running })).toEqual(draft);
  });

  test("says which secrets it needs, and stops at a value that is under neither", async () => {
    vi.stubEnv("SEALING_SECRET", NEW);
    await expect(runRotateSealingSecret()).rejects.toThrow(/^[^\n]*SEALING_SECRET_PREVIOUS[^\n]*$/);
    await write(new Sealing("a third secret of more than thirty-two characters"), "5");
    await expect(rotate()).rejects.toThrow(/under another secret/);
  });
});
