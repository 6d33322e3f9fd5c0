/** Backups taken while others write, in parts, by an older version, by a newer one. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "../../domain/access/actor.ts";
import { checkBackup } from "../../server/backup/check-backup.ts";
import { endRestore } from "../../server/backup/load-database.ts";
import type { Manifest } from "../../server/backup/manifest.ts";
import { createFolderBackupPlace } from "../../server/connectors/folder/folder-backup-place.ts";
import { appendToJournal } from "../../server/journal/journal-store.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { type Database, inTransaction, openDatabase } from "../../server/platform/database.ts";
import { prepareDatabase } from "../../server/platform/database-roles.ts";
import { createJobsTables } from "../../server/platform/jobs-tables.ts";
import {
  backUp,
  backupIn,
  contentOf,
  createNewInstallation,
  type Installation,
  inTestDatabase,
  runCommand,
  temporaryFolder,
} from "../builders/backed-up.ts";

let source: Installation;
let target: Installation;
let place: string;
const opened: Database[] = [];
beforeEach(async () => {
  [source, target] = [await createNewInstallation(), await createNewInstallation()];
  place = await temporaryFolder();
});
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
  await source.drop();
  await target.drop();
  await rm(place, { recursive: true, force: true });
});

const urlsOf = ({ database }: Installation) => ({ application: database.url, owner: database.ownerUrl });

/** Brings the source up to the migrations that an older version had, all of them by default. */
async function prepareSource(migrations?: readonly string[]): Promise<Database> {
  await prepareDatabase(urlsOf(source), migrations);
  if (migrations) await endRestore(urlsOf(source));
  await createJobsTables(source.database.url);
  const db = openDatabase(source.database.url, { max: 2 });
  opened.push(db);
  return db;
}

const append = (db: Database) =>
  inTransaction(db, async (trx) => {
    await sql`INSERT INTO client (code, name) VALUES (gen_random_uuid()::text, 'Client')`.execute(trx);
    await appendToJournal(trx, {
      at: systemClock.now(),
      actor: SYSTEM,
      orderNumber: null,
      event: { type: "listExported", list: "orders", rows: 1, filter: "" },
    });
  });

const check = async () =>
  checkBackup(await backupIn(place), {
    clock: systemClock,
    version: "0.0.0-test",
    inTemporaryDatabase: inTestDatabase,
  });

async function changeManifest(change: (manifest: Manifest) => void): Promise<void> {
  const { name } = await backupIn(place);
  const path = join(place, name, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as Manifest;
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

describe("OPS-2 a backup while others write", () => {
  test("is of one instant, however many entries come between two tables", async () => {
    const db = await prepareSource();
    for (let i = 0; i < 3; i += 1) await append(db);
    const folder = await createFolderBackupPlace(place);
    // Whoever writes does so between any two parts.
    const report = await backUp(source, place, {
      place: {
        ...folder,
        async write(name, content) {
          const stored = await folder.write(name, content);
          await append(db);
          return stored;
        },
      },
    });
    expect(report).toMatchObject({ problems: [], journal: { entries: 3 } });
    const rows = Object.fromEntries(report.database.tables.map((table) => [table.name, table.rows]));
    expect(rows).toMatchObject({ "public.journal": 3, "public.client": 3 });
    const written = await db.selectFrom("journal").select("id").execute();
    expect(written.length).toBeGreaterThan(10);
    expect(await check()).toMatchObject({ problems: [], journal: report.journal });
  });

  test("may be of tables in many parts, each of whole rows", async () => {
    const db = await prepareSource();
    for (let i = 0; i < 40; i += 1) await append(db);
    await backUp(source, place, { partBytes: 1000 });
    const { manifest } = await backupIn(place);
    const journal = manifest.database.tables.find(({ name }) => name === "journal");
    expect(journal?.parts.length).toBeGreaterThan(5);
    expect(await check()).toMatchObject({ problems: [], journal: { entries: 40 } });
  });
});

describe("OPS-2 a backup of another version", () => {
  test("of before is restored as it was, then brought up to this one", async () => {
    const all = await prepareDatabase(urlsOf(target));
    await target.drop();
    target = await createNewInstallation();
    const older = all.slice(0, 12);
    const db = await prepareSource(older);
    for (let i = 0; i < 5; i += 1) await append(db);
    const before = await contentOf(source.database.ownerUrl);
    const report = await backUp(source, place);
    expect(report.database.migrations).toBe(older.length);
    expect(await check()).toMatchObject({ problems: [] });
    const restored = await runCommand("restore", ["--from", place], target.environment);
    expect(restored).toMatchObject({ status: 0, report: { problems: [], journal: { entries: 5 } } });
    const after = await contentOf(target.database.ownerUrl);
    expect(after).toMatchObject({ client: before.client, journal: before.journal });
    expect(after.migration).toMatch(new RegExp(`^${all.length} `));
    expect(await prepareDatabase(urlsOf(target))).toEqual([]);
  });

  test("with an older library of jobs keeps the jobs, in the tables of this one", async () => {
    const db = await prepareSource();
    await sql`UPDATE jobs.version SET version = version - 1`.execute(db);
    await sql`ALTER TABLE jobs.queue DROP COLUMN ready_history`.execute(db);
    await sql`SELECT jobs.create_queue('of before', '{"policy": "standard", "retryLimit": 2, "retryDelay": 0,
      "retryBackoff": false, "expireInSeconds": 900, "retentionSeconds": 900, "deleteAfterSeconds": 900,
      "partition": false, "warningQueueSize": 0}')`.execute(db);
    await sql`INSERT INTO jobs.job (name, data) VALUES ('of before', '{"messageId": "1"}')`.execute(db);
    await backUp(source, place);
    expect(await check()).toMatchObject({ problems: [] });
    await runCommand("restore", ["--from", place], target.environment);
    const restored = openDatabase(target.database.url, { max: 1 });
    opened.push(restored);
    const jobs = await sql`SELECT data FROM jobs.job WHERE name = 'of before' AND state = 'created'`.execute(
      restored,
    );
    expect(jobs.rows).toEqual([{ data: { messageId: "1" } }]);
  });

  test("of tomorrow is refused in one line, and nothing is written", async () => {
    await prepareSource();
    await backUp(source, place);
    await changeManifest(({ database }) => database.migrations.push("9999-of-tomorrow.sql"));
    await expect(runCommand("restore", ["--from", place], target.environment)).rejects.toThrow(
      /^[^\n]*9999-of-tomorrow\.sql[^\n]*$/,
    );
    expect(await contentOf(target.database.ownerUrl)).toEqual({});
  });

  test.each<[string, (manifest: Manifest) => void]>([
    [
      "leads out of its folder",
      ({ files }) => {
        files.list.name = "../../files.txt.gz";
      },
    ],
    [
      "is to stand in a statement",
      ({ database }) =>
        database.partitions.push({
          schema: "jobs",
          of: "job",
          name: "x",
          bound: "DEFAULT; DROP TABLE journal",
        }),
    ],
  ])("whose manifest has what %s is none", async (_, change) => {
    await prepareSource();
    await backUp(source, place);
    await changeManifest(change);
    await expect(backupIn(place)).rejects.toThrow("manifest.json is damaged");
  });
});

describe("OPS-2 a command", () => {
  test("says in one line when there is no backup, no such folder, or nothing to say where", async () => {
    await expect(runCommand("restore", ["--from", place], target.environment)).rejects.toThrow(
      `There is no whole backup in ${place}.`,
    );
    const missing = join(place, "missing");
    await expect(runCommand("restore", ["--from", missing], target.environment)).rejects.toThrow(
      `${missing}: there is no such folder.`,
    );
    await prepareSource();
    await expect(
      runCommand("backup", ["--to", place, "--with-sealing-secret"], source.environment),
    ).rejects.toThrow("--with-sealing-secret: there is none");
  });

  test("goes to DATA_DIR when no place is named, and says that this saves nothing", async () => {
    await prepareSource();
    const { report } = await runCommand("backup", [], source.environment);
    expect(report.place).toBe(join(source.dataDir, "backups"));
    expect(report.warnings).toContainEqual({ kind: "placeInDataDir" });
  });
});
