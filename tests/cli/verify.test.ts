/** The commands that check the journal: what they say, and their exit status. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runVerifyHistory } from "../../cli/verify-history.ts";
import { runVerifyJournal } from "../../cli/verify-journal.ts";
import { SYSTEM } from "../../domain/access/actor.ts";
import { composeAnchors } from "../../server/compose/file-store.ts";
import { createFolderAnchorStore } from "../../server/connectors/folder/folder-anchor-store.ts";
import { appendToJournal } from "../../server/journal/journal-store.ts";
import { readConfig } from "../../server/platform/config.ts";
import { type Database, inTransaction, openDatabase } from "../../server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "../builders/test-database.ts";
import { BUCKET, startS3Server } from "../doubles/s3-server.ts";

let database: TestDatabase;
let db: Database;
let folder: string;
let said: string[];
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 1 });
  folder = await mkdtemp(join(tmpdir(), "portail-verify-"));
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DATA_DIR", folder);
  said = [];
  for (const way of ["log", "error"] as const)
    vi.spyOn(console, way).mockImplementation((text: string) => {
      said.push(text);
    });
  await inTransaction(db, (trx) =>
    appendToJournal(trx, {
      at: new Date("2025-05-12T13:42:00.000Z"),
      actor: SYSTEM,
      orderNumber: null,
      event: { type: "listExported", list: "orders", rows: 1, filter: "" },
    }),
  );
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await db.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("HISTORY-2 portail verify-journal", () => {
  const line = (id: number, hash: string) => `2025-05-12T13:42:00.000Z ${id} ${hash}\n`;

  test("holds the chain against the anchors of DATA_DIR", async () => {
    const { hash } = await db.selectFrom("journal_head").select("hash").executeTakeFirstOrThrow();
    await writeFile(join(folder, "journal-anchors.log"), line(1, hash));
    expect(await runVerifyJournal([])).toBe(0);
    expect(said).toEqual(["1 entries, the chain holds; 1 anchors are in it."]);
  });

  test("names the first entry that an anchor misses, from a copy kept elsewhere too", async () => {
    const copy = join(folder, "copy.log");
    await writeFile(copy, line(7, "a".repeat(64)));
    expect(await runVerifyJournal(["--anchors", copy, "--json"])).toBe(1);
    expect(JSON.parse(said.join(""))).toEqual({
      entries: 1,
      broken: { id: 2, why: "the end is missing" },
      anchors: 1,
    });
  });

  test("does not take a copy without anchors for a proof", async () => {
    for (const place of ["none.log", "."])
      await expect(runVerifyJournal(["--anchors", join(folder, place)])).rejects.toThrow("no anchors");
  });

  const nameOf = (id: number, hash: string) => `2025-05-12/${String(id).padStart(15, "0")}-${hash}`;

  test("counts the anchors of the file store, of the copy and of the file of before, each once", async () => {
    const { hash } = await db.selectFrom("journal_head").select("hash").executeTakeFirstOrThrow();
    const elsewhere = join(folder, "elsewhere");
    vi.stubEnv("ANCHORS_COPY", elsewhere);
    await writeFile(join(folder, "journal-anchors.log"), line(1, hash));
    for (const place of [join(folder, "files"), elsewhere])
      await createFolderAnchorStore(place).add(nameOf(1, hash), line(1, hash));
    expect(await runVerifyJournal(["--json"])).toBe(0);
    expect(JSON.parse(said.join(""))).toEqual({ entries: 1, broken: null, anchors: 1 });
    await createFolderAnchorStore(elsewhere).add(nameOf(3, hash), line(3, hash));
    expect(await runVerifyJournal([])).toBe(1);
    expect(said.at(-1)).toBe("Broken at entry 2: the end is missing.");
    expect(await runVerifyJournal(["--anchors", join(folder, "files")])).toBe(0);
    expect(await runVerifyJournal(["--anchors", elsewhere])).toBe(1);
  });

  test("reads the anchors of buckets, and says so of one that it cannot read", async () => {
    const server = await startS3Server();
    try {
      for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
      const address = `s3://${BUCKET}/elsewhere`;
      vi.stubEnv("FILE_STORE", `s3://${BUCKET}/files`);
      vi.stubEnv("ANCHORS_COPY", address);
      const { copy } = await composeAnchors(readConfig(process.env));
      await copy?.add(nameOf(5, "a".repeat(64)), line(5, "a".repeat(64)));
      expect(await runVerifyJournal(["--json"])).toBe(1);
      expect(JSON.parse(said.join(""))).toMatchObject({ anchors: 1, broken: { id: 2 } });
      expect(await runVerifyJournal(["--anchors", address])).toBe(1);
      vi.stubEnv("ANCHORS_COPY", "s3://nowhere/at-all");
      await expect(runVerifyJournal([])).rejects.toThrow(
        "The anchors in s3://nowhere/at-all cannot be read: there is no such bucket",
      );
    } finally {
      await server.stop();
    }
  });
});

describe("HISTORY-2 portail verify-history", () => {
  test.each([
    ["is not there", undefined],
    ["is not JSON", "{"],
    ["is no history", "{}"],
  ])("says so of a file that %s", async (_, content) => {
    const file = join(folder, "history.json");
    if (content) await writeFile(file, content);
    expect(await runVerifyHistory([file])).toBe(2);
    expect(said.join("\n")).toContain(file);
  });

  test("names the first entry that does not hold", async () => {
    const file = join(folder, "history.json");
    const row = await db.selectFrom("journal").selectAll().executeTakeFirstOrThrow();
    const entry = {
      id: row.id,
      at: row.at.toISOString(),
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      actorName: row.actor_name,
      orderNumber: 5144,
      event: row.event,
      previousHash: row.previous_hash,
      hash: row.hash,
    };
    const history = { format: "portail-ae/history/1", order: 5144, exportedAt: entry.at, entries: [entry] };
    await writeFile(file, JSON.stringify(history));
    expect(await runVerifyHistory([file])).toBe(1);
    expect(said).toEqual(["Broken at entry 1: changed."]);
  });
});
