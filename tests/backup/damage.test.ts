/** What is wrong with an installation or with its backup is found and named, and keeps nothing else from being saved. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, cp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { checkBackup } from "../../server/backup/check-backup.ts";
import type { Manifest } from "../../server/backup/manifest.ts";
import type { Report } from "../../server/backup/report.ts";
import { reportText } from "../../server/backup/report-text.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readIfPresent } from "../../server/platform/durable-file.ts";
import {
  backUp,
  backupIn,
  contentOf,
  createInstallation,
  createNewInstallation,
  type Installation,
  inTestDatabase,
  runCommand,
  temporaryFolder,
} from "../builders/backed-up.ts";

let source: Installation;
let sound: string;
let backup: Report;
beforeAll(async () => {
  source = await createInstallation();
  sound = await temporaryFolder();
  backup = await backUp(source, sound);
});
afterAll(async () => {
  await source?.drop();
  await rm(sound, { recursive: true, force: true });
});

/** A copy of the sound backup, to be damaged. */
let place: string;
beforeEach(async () => {
  place = await temporaryFolder();
  await cp(sound, place, { recursive: true });
});
afterEach(async () => {
  await rm(place, { recursive: true, force: true });
});

const check = async () =>
  checkBackup(await backupIn(place), {
    clock: systemClock,
    version: "0.0.0-test",
    inTemporaryDatabase: inTestDatabase,
  });
const pathOf = (...path: string[]) => join(place, backup.backup, ...path);
const fileOf = (root: string, sha256: string) => join(root, "files", sha256.slice(0, 2), sha256);

async function aNamedFile(): Promise<string> {
  const list = gunzipSync(await readFile(pathOf("files.txt.gz"))).toString("utf8");
  return /^([0-9a-f]{64}) key_container\.pkcs12_sha256$/m.exec(list)?.[1] ?? "";
}

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

type Row = Record<string, string>;

/** Changes the rows of a table in the backup, and whatever in the backup says what they were. */
async function forge(table: string, change: (rows: Row[]) => Row[]): Promise<void> {
  const manifest = JSON.parse(await readFile(pathOf("manifest.json"), "utf8")) as Manifest;
  const dumped = manifest.database.tables.find(({ name }) => name === table);
  const [part] = dumped?.parts ?? [];
  if (!dumped || !part) throw new Error("no such table");
  const lines = gunzipSync(await readFile(pathOf(part.name)))
    .toString("utf8")
    .trimEnd()
    .split("\n");
  const rows = lines.map((line) => {
    const values = line.split("\t");
    return Object.fromEntries(dumped.columns.map((column, at) => [column, values[at] ?? ""]));
  });
  const forged = change(rows).map((row) => `${dumped.columns.map((column) => row[column]).join("\t")}\n`);
  const bytes = Buffer.from(forged.join(""));
  const zipped = gzipSync(bytes);
  await writeFile(pathOf(part.name), zipped);
  Object.assign(part, { size: zipped.length, sha256: sha256Of(zipped) });
  Object.assign(dumped, { sha256: sha256Of(bytes), rows: forged.length });
  await writeFile(pathOf("manifest.json"), JSON.stringify(manifest));
}

describe("OPS-2 a restore tried out (ETSI EN 319 401 REQ-7.11.2-04 to -06)", () => {
  test("reads every table again from a database of its own, the journal with its anchors, and every file", async () => {
    const report = await check();
    expect(report).toMatchObject({ kind: "check", isSound: true, problems: [], journal: backup.journal });
    expect(report.files.named).toBe(backup.files.named);
    expect(report.files.bytes).toBe(backup.files.bytes);
    expect(report.manifest).toBe(sha256Of(await readFile(pathOf("manifest.json"))));
  });

  test("leaves its report beside the backup, for machines and in words, and nothing else", async () => {
    const temporary = await temporaryFolder();
    // PostgreSQL, which may run as another user, must be able to enter.
    await chmod(temporary, 0o755);
    const before = await readdir(pathOf());
    const told = await runCommand("restore", ["--from", place, "--check"], { TMPDIR: temporary });
    expect(told.status).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
    const added = (await readdir(pathOf())).filter((name) => !before.includes(name));
    expect(added).toEqual([
      expect.stringMatching(/^check-.*\.json$/),
      expect.stringMatching(/^check-.*\.txt$/),
    ]);
    const [json = "", text = ""] = await Promise.all(added.map((name) => readFile(pathOf(name), "utf8")));
    expect(JSON.parse(json)).toEqual(told.report);
    expect(text).toContain("Résultat ............... la sauvegarde se restaure entièrement");
    expect(text).toContain("REQ-7.11.2-02 à -06");
    await rm(temporary, { recursive: true });
  });

  test("leaves nothing behind when it is stopped on the way, its database neither", async () => {
    const temporary = await temporaryFolder();
    await chmod(temporary, 0o755);
    const child = spawn(process.execPath, ["cli/portail.ts", "restore", "--from", place, "--check"], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const server = async () => {
      const [folder = ""] = await readdir(temporary);
      const text = await readIfPresent(join(temporary, folder, "postgres", "postmaster.pid"));
      return Number(text?.toString("utf8").split("\n")[0]);
    };
    const pid = await vi.waitUntil(server, { timeout: 30_000 });
    child.kill("SIGTERM");
    await ended;
    expect(await readdir(temporary)).toEqual([]);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    await rm(temporary, { recursive: true });
  });

  test("tells what it found where it may not write beside the backup", async () => {
    const opened = await backupIn(place);
    const readOnly = { ...opened.place, write: () => Promise.reject(new Error("read-only")) };
    const report = await checkBackup(
      { ...opened, place: readOnly },
      { clock: systemClock, version: "0.0.0-test", inTemporaryDatabase: inTestDatabase },
    );
    expect(report).toMatchObject({ isSound: true, warnings: [{ kind: "reportNotKept" }] });
  });

  test("names a file that is damaged, and one that is missing, with what names them", async () => {
    const sha256 = await aNamedFile();
    await writeFile(fileOf(place, sha256), "something else");
    const damaged = await check();
    const named = { kind: "file", sha256, by: "key_container.pkcs12_sha256" };
    expect(damaged).toMatchObject({ isSound: false, problems: [{ ...named, state: "damaged" }] });
    expect(reportText(damaged)).toContain(`fichier endommagé : ${sha256}`);
    await rm(fileOf(place, sha256));
    expect((await check()).problems).toMatchObject([{ ...named, state: "missing" }]);
  });

  test("names a table whose dump was cut short, still reads the files, and a restore does not begin", async () => {
    const part = pathOf("database", "public.orders.1.copy.gz");
    await truncate(part, (await readFile(part)).length - 20);
    const report = await check();
    expect(report.problems).toMatchObject([
      { kind: "part", name: `${backup.backup}/database/public.orders.1.copy.gz`, state: "damaged" },
    ]);
    expect(report.files.named).toBe(backup.files.named);
    const target = await createNewInstallation();
    await expect(runCommand("restore", ["--from", place], target.environment)).rejects.toThrow(
      /^The backup is not whole, and nothing was restored: \S+public\.orders\.1\.copy\.gz/,
    );
    expect(await contentOf(target.database.ownerUrl)).toEqual({});
    await target.drop();
  });

  test.each(["files.txt.gz", "anchors.txt.gz", "database/jobs.queue.1.copy.gz"])(
    "names %s when it is not there",
    async (name) => {
      await rm(pathOf(name));
      expect((await check()).problems).toMatchObject([
        { kind: "part", name: `${backup.backup}/${name}`, state: "missing" },
      ]);
    },
  );

  test("names the entry of the journal that was altered, even if all digests of the backup were mended", async () => {
    await forge("journal", (rows) =>
      rows.map((row) => (row.id === "5" ? { ...row, actor_name: "somebody else" } : row)),
    );
    expect((await check()).problems).toEqual([{ kind: "journal", id: 5, why: "changed" }]);
  });

  test("finds that the end of the journal was cut off and its head mended, by the anchors", async () => {
    const cut = 20;
    let last: Row | undefined;
    await forge("journal", (rows) => {
      const kept = rows.filter(({ id }) => Number(id) <= cut);
      last = kept.at(-1);
      return kept;
    });
    await forge("journal_head", (rows) =>
      rows.map((row) => ({ ...row, id: `${cut}`, hash: last?.hash ?? "" })),
    );
    expect((await check()).problems).toEqual([{ kind: "journal", id: cut + 1, why: "the end is missing" }]);
  });

  test("says that a row does not fit, in the words of the database", async () => {
    await forge("supporting_document", (rows) =>
      rows.slice(0, 1).map((row) => ({ ...row, order_number: "999999" })),
    );
    expect((await check()).problems).toMatchObject([
      { kind: "database", why: expect.stringContaining("supporting_document_order_number_fkey") },
    ]);
  });

  test("names a file of the embedded neighbours that is damaged", async () => {
    const manifest = JSON.parse(await readFile(pathOf("manifest.json"), "utf8")) as Manifest;
    const ledger = manifest.dataDir.find(({ path }) => path === "ca/issued.log");
    await writeFile(fileOf(place, ledger?.sha256 ?? ""), "something else");
    expect((await check()).problems).toMatchObject([{ kind: "dataFile", path: "ca/issued.log" }]);
  });
});

describe("OPS-2 a backup of what is wrong", () => {
  /** The same database, and a copy of the files to be damaged. */
  let broken: Installation;
  beforeEach(async () => {
    const dataDir = join(await temporaryFolder(), "data");
    await cp(source.dataDir, dataDir, { recursive: true });
    broken = { ...source, dataDir, environment: { ...source.environment, DATA_DIR: dataDir } };
    await rm(place, { recursive: true });
  });
  afterEach(() => rm(dirname(broken.dataDir), { recursive: true }));

  test("names the file that is missing and the one that is damaged, and saves everything else", async () => {
    const list = gunzipSync(await readFile(join(sound, backup.backup, "files.txt.gz"))).toString("utf8");
    const [missing = "", damaged = ""] = list.split("\n").map((line) => line.slice(0, 64));
    await rm(fileOf(broken.dataDir, missing));
    await writeFile(fileOf(broken.dataDir, damaged), "something else");
    const told = await runCommand("backup", ["--to", place], broken.environment);
    expect(told.status).toBe(1);
    expect(told.report.problems).toHaveLength(2);
    expect(told.report.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "file", sha256: missing, state: "missing" }),
        expect.objectContaining({ kind: "file", sha256: damaged, state: "damaged" }),
      ]),
    );
    expect(told.report.files.copied).toBe(backup.files.named - 2);
    expect(told.report.database).toEqual(backup.database);
  });

  test("names the entry of the journal that was altered in the database", async () => {
    const setName = (name: string) =>
      source.database.asOwner(
        "ALTER TABLE journal DISABLE TRIGGER USER",
        `UPDATE journal SET actor_name = ${name} WHERE id = 7`,
        "ALTER TABLE journal ENABLE TRIGGER USER",
      );
    await setName("'not ' || actor_name");
    const told = await runCommand("backup", ["--to", place], broken.environment);
    await setName("substr(actor_name, 5)");
    expect(told).toMatchObject({
      status: 1,
      report: { problems: [{ kind: "journal", id: 7, why: "changed" }] },
    });
  });

  test("says that anchors cannot be read, which is not that there are none", async () => {
    await rm(join(broken.dataDir, "files", "anchors"), { recursive: true });
    await writeFile(join(broken.dataDir, "files", "anchors"), "no folder");
    const told = await runCommand("backup", ["--to", place], broken.environment);
    expect(told).toMatchObject({ status: 1, report: { problems: [{ kind: "anchors" }] } });
  });
});
