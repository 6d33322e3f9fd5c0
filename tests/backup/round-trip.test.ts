/** A whole installation backed up and restored elsewhere, by the commands, on both roles of the database. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { restoreBackup } from "../../server/backup/restore-backup.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { prepareDatabase } from "../../server/platform/database-roles.ts";
import type { MailMessage } from "../../server/ports/mailer.ts";
import {
  backupIn,
  contentOf,
  createInstallation,
  createNewInstallation,
  type Installation,
  runCommand,
  sourceOf,
  temporaryFolder,
  textOf,
} from "../builders/backed-up.ts";
import { SEALING_SECRET } from "../builders/test-ledger.ts";
import { createTestPortal } from "../builders/test-portal.ts";
import { BUCKET, type S3Server, startS3Server } from "../doubles/s3-server.ts";

/** As the jobs' library makes one as a day begins, on another day than the restore. */
const OF_ANOTHER_DAY = [
  `CREATE TABLE jobs.queue_stats_20250512 PARTITION OF jobs.queue_stats
     FOR VALUES FROM ('2025-05-12 00:00:00+00') TO ('2025-05-13 00:00:00+00')`,
  "ALTER TABLE jobs.queue_stats_20250512 OWNER TO portail_app",
  "INSERT INTO jobs.queue_stats (name, captured_on) VALUES ('of before', '2025-05-12 12:00:00+00')",
];
/** As a person may write it: nothing of it may be taken for the end of a row, a column or a value. */
const AWKWARD = `INSERT INTO client (code, name) VALUES (E'tab\\there', E'\\\\N line\\nand \\\\. « é 🖋 »\\r')`;

let source: Installation;
let s3: S3Server;
beforeAll(async () => {
  source = await createInstallation();
  await source.database.asOwner(...OF_ANOTHER_DAY, AWKWARD);
  s3 = await startS3Server();
});
afterAll(async () => {
  await s3?.stop();
  await source?.drop();
});

let target: Installation;
let place: string;
beforeEach(async () => {
  target = await createNewInstallation();
  place = await temporaryFolder();
});
afterEach(async () => {
  await target.drop();
  await rm(place, { recursive: true, force: true });
});

const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The files of the store that are mentioned anywhere in the database, by what the text of its rows says alone. */
async function mentionedFiles({ dataDir, database }: Installation): Promise<string[]> {
  const text = await textOf(database.ownerUrl);
  return (await filesBelow(join(dataDir, "files")))
    .filter((path) => /\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(path) && text.includes(path.slice(-64)))
    .map((path) => path.slice(dataDir.length));
}

describe("OPS-2 a backup that is restored elsewhere (ETSI EN 319 401 REQ-7.11.2-02, -03)", () => {
  test("has every row of every table, every number, the jobs that wait and every file", async () => {
    const before = await contentOf(source.database.ownerUrl);
    const backup = await runCommand("backup", ["--to", place], source.environment);
    expect(backup).toMatchObject({ status: 0, report: { isSound: true, problems: [] } });
    expect(backup.report.files).toMatchObject({ copied: backup.report.files.named, present: 0 });
    expect(backup.report.journal.anchors).toBe(1);

    const restored = await runCommand("restore", ["--from", place], target.environment);
    expect(restored).toMatchObject({ status: 0, report: { isSound: true, problems: [] } });
    expect(restored.report.journal).toEqual(backup.report.journal);
    expect(await contentOf(target.database.ownerUrl)).toEqual(before);
    const mentioned = await mentionedFiles(source);
    expect(mentioned.length).toBeGreaterThan(5);
    for (const path of mentioned)
      expect(await readFile(join(target.dataDir, path))).toEqual(await readFile(join(source.dataDir, path)));
  });

  test("goes on: what waited is done, a mail leaves once, numbers and the journal follow on the last", async () => {
    await runCommand("backup", ["--to", place], source.environment);
    await runCommand("restore", ["--from", place], target.environment);
    const outbox: MailMessage[] = [];
    const mailer = { send: async (message: MailMessage) => void outbox.push(message) };
    const secret = { SEALING_SECRET_FILE: join(source.dataDir, "sealing-secret") };
    const portal = await createTestPortal({ mailer }, secret, target.database);
    try {
      const waiting = await portal.services.db
        .selectFrom("message")
        .select("recipient")
        .where("state", "=", "queued")
        .execute();
      expect(waiting.length).toBeGreaterThan(0);
      await portal.runJobs();
      await portal.runJobs();
      expect(outbox.map(({ to }) => to).toSorted()).toEqual(waiting.map((each) => each.recipient).toSorted());
    } finally {
      await portal.close();
    }
    const again = await runCommand("backup", ["--to", place], target.environment);
    expect(again.report).toMatchObject({ isSound: true, files: { copied: 0 } });
  });

  test("goes to a bucket, comes back from it into a bucket, and from there into a folder", async () => {
    const before = await contentOf(source.database.ownerUrl);
    const inBucket = `s3://${BUCKET}/backups/${place.slice(-6)}`;
    const files = { FILE_STORE: `s3://${BUCKET}/restored/${place.slice(-6)}` };
    const backup = await runCommand("backup", ["--to", inBucket], {
      ...source.environment,
      ...s3.environment,
    });
    expect(backup).toMatchObject({ status: 0, report: { place: inBucket } });
    const onS3 = { ...target.environment, ...s3.environment, ...files };
    const restored = await runCommand("restore", ["--from", inBucket], onS3);
    expect(restored).toMatchObject({ status: 0, report: { problems: [] } });
    expect(restored.report.files.copied).toBe(backup.report.files.named);
    expect(await contentOf(target.database.ownerUrl)).toEqual(before);
    const again = await runCommand("backup", ["--to", place], onS3);
    expect(again).toMatchObject({ status: 0, report: { problems: [], journal: backup.report.journal } });
    expect(again.report.files).toEqual(backup.report.files);
  });

  test("takes what the embedded neighbours keep; a folder that is there already stays as it is", async () => {
    await runCommand("backup", ["--to", place], source.environment);
    await mkdir(join(target.dataDir, "mail"), { recursive: true });
    await writeFile(join(target.dataDir, "mail", "of-another.eml"), "");
    const { report } = await runCommand("restore", ["--from", place], target.environment);
    const ledger = (dataDir: string) => readFile(join(dataDir, "ca", "issued.log"), "utf8");
    expect(await ledger(target.dataDir)).toBe(await ledger(source.dataDir));
    expect(report.warnings).toContainEqual({ kind: "folderKept", folder: "mail" });
    expect(await readdir(join(target.dataDir, "mail"))).toEqual(["of-another.eml"]);
  });

  test("copies at the second time what is new, and is restored by its name", async () => {
    const first = await runCommand("backup", ["--to", place], source.environment);
    const second = await runCommand("backup", ["--to", place], source.environment);
    expect(second.report.files).toEqual({
      named: first.report.files.named,
      copied: 0,
      present: first.report.files.named,
      bytes: 0,
    });
    const newest = await runCommand("restore", ["--from", place, "--check"], {});
    expect(newest.report.backup).toBe(second.report.backup);
    const named = ["--from", place, "--backup", first.report.backup];
    expect((await runCommand("restore", named, target.environment)).report.backup).toBe(first.report.backup);
  });

  test("that was killed before its end is none: the one before is restored", async () => {
    const { report } = await runCommand("backup", ["--to", place], source.environment);
    const begun = join(place, "2999-01-01T000000.000Z");
    await cp(join(place, report.backup), begun, { recursive: true });
    await rm(join(begun, "manifest.json"));
    const restored = await runCommand("restore", ["--from", place], target.environment);
    expect(restored.report.backup).toBe(report.backup);
  });
});

describe("OPS-2 a restore", () => {
  test("is refused by a database that is not empty, which stays as it is", async () => {
    await runCommand("backup", ["--to", place], source.environment);
    await target.database.asOwner("CREATE TABLE of_somebody (id int)", "INSERT INTO of_somebody VALUES (1)");
    await expect(runCommand("restore", ["--from", place], target.environment)).rejects.toThrow(
      /^The database is not empty: it has public\.of_somebody\. [^\n]*$/,
    );
    expect(await contentOf(target.database.ownerUrl)).toEqual({ of_somebody: expect.stringMatching(/^1 /) });
    expect(await readdir(target.dataDir)).not.toContain("ca");
  });

  test("that did not end starts no portal, and says what to do", async () => {
    await runCommand("backup", ["--to", place], source.environment);
    const parts = await sourceOf(target);
    const full = { ...parts.files, put: () => Promise.reject(new Error("no room")) };
    const urls = { application: target.database.url, owner: target.database.ownerUrl };
    const options = { clock: systemClock, version: "0.0.0-test", inspect: async () => [] };
    const restoring = restoreBackup(await backupIn(place), { ...parts, urls, files: full }, options);
    await expect(restoring).rejects.toThrow("no room");
    await expect(prepareDatabase(urls)).rejects.toThrow(/^A restore of this database was begun [^\n]*$/);
    await expect(runCommand("restore", ["--from", place], target.environment)).rejects.toThrow(
      "is not empty",
    );
  });

  test("says when anchors elsewhere go further than the backup, and how far", async () => {
    const copy = await temporaryFolder();
    const anchored = join(copy, "anchors", "2999-01-01");
    await mkdir(anchored, { recursive: true });
    await writeFile(join(anchored, `${"99999".padStart(15, "0")}-${"a".repeat(64)}`), "");
    const backup = await runCommand("backup", ["--to", place], source.environment);
    const restored = await runCommand("restore", ["--from", place], {
      ...target.environment,
      ANCHORS_COPY: copy,
    });
    expect(restored).toMatchObject({ status: 0, report: { problems: [] } });
    expect(restored.report.warnings).toContainEqual({
      kind: "journalBeyond",
      id: backup.report.journal.entries,
      anchored: 99_999,
    });
    await rm(copy, { recursive: true });
  });
});

describe("OPS-5 the sealing secret", () => {
  const inBackup = async () =>
    (await filesBelow(place)).filter(
      (path) => path.includes("sealing-secret") || path.endsWith("manifest.json"),
    );

  test("is not beside what it seals unless that is asked for, and the report says where it is", async () => {
    const secret = await readFile(join(source.dataDir, "sealing-secret"), "utf8");
    const without = await runCommand("backup", ["--to", place], source.environment);
    expect(without.report.warnings).toContainEqual({ kind: "secretOnlyInDataDir" });
    for (const path of await filesBelow(place)) expect(await readFile(path, "latin1")).not.toContain(secret);
    expect(await inBackup()).toHaveLength(1);

    const restored = await runCommand("restore", ["--from", place], target.environment);
    expect(restored.report.warnings).toContainEqual({ kind: "secretMissing" });
    await prepareDatabase({ application: target.database.url, owner: target.database.ownerUrl });

    const withIt = await runCommand("backup", ["--to", place, "--with-sealing-secret"], source.environment);
    expect(withIt.report.warnings).toEqual([{ kind: "secretIncluded" }]);
    const other = await createNewInstallation();
    const opened = await runCommand("restore", ["--from", place], other.environment);
    expect(opened.report.warnings).toEqual([]);
    expect(await readFile(join(other.dataDir, "sealing-secret"), "utf8")).toBe(secret);
    await other.drop();
  });

  test("of another installation is told before the first start", async () => {
    await runCommand("backup", ["--to", place], source.environment);
    const { report } = await runCommand("restore", ["--from", place], {
      ...target.environment,
      SEALING_SECRET,
    });
    expect(report.warnings).toContainEqual({ kind: "secretOther" });
  });
});
