/** An installation that works no more and can be backed up, and the commands that do so, as an administrator runs them. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { vi } from "vitest";
import { runBackup } from "../../cli/backup.ts";
import { runRestore } from "../../cli/restore.ts";
import { openBackup } from "../../server/backup/parts.ts";
import type { Report } from "../../server/backup/report.ts";
import { type BackupOptions, type Source, takeBackup } from "../../server/backup/take-backup.ts";
import { createFolderAnchorStore } from "../../server/connectors/folder/folder-anchor-store.ts";
import { createFolderBackupPlace } from "../../server/connectors/folder/folder-backup-place.ts";
import { createFolderFileStore } from "../../server/connectors/folder/folder-file-store.ts";
import { anchorJournal } from "../../server/journal/anchors.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { type DatabaseUrls, openDatabase } from "../../server/platform/database.ts";
import { signIn } from "./operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "./orders.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "./test-database.ts";
import { createTestPortal } from "./test-portal.ts";

export type Installation = {
  database: TestDatabase;
  dataDir: string;
  /** What `portail` reads of its environment. */
  environment: Record<string, string>;
  drop(): Promise<void>;
};

/**
 * With an order whose certificate is issued, so that there is a file of every kind, and one that was submitted a moment ago,
 * whose mails wait to be sent.
 */
export async function createInstallation(): Promise<Installation> {
  const database = await createTestDatabase();
  const portal = await createTestPortal({}, {}, database);
  const intake = await createAuthority(portal);
  const operator = await signIn(portal, "RA_INTERNAL");
  await bringTo(portal, operator, await createOrder(intake, anOrder()), "toDeliver");
  await anchorJournal(portal.services);
  await createOrder(intake, anOrder());
  const folder = await temporaryFolder();
  const dataDir = join(folder, "data");
  await cp(portal.services.config.dataDir, dataDir, { recursive: true });
  await portal.close();
  return installationOn(database, dataDir, async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });
}

/** With an empty database and an empty folder. */
export async function createNewInstallation(): Promise<Installation> {
  const database = await createEmptyDatabase();
  const folder = await temporaryFolder();
  return installationOn(database, join(folder, "data"), async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });
}

function installationOn(database: TestDatabase, dataDir: string, drop: () => Promise<void>): Installation {
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: dataDir,
  };
  return { database, dataDir, environment, drop };
}

/** A folder for what a test keeps, that it takes away itself. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "portail-backup-"));

export type Told = { status: number; report: Report; said: string };

const COMMANDS = { backup: runBackup, restore: runRestore };

/** Runs `portail backup …` or `portail restore …` in the installation's environment. */
export async function runCommand(
  name: keyof typeof COMMANDS,
  args: string[],
  environment: Record<string, string>,
): Promise<Told> {
  const said: string[] = [];
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
  const log = vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
  try {
    const status = await COMMANDS[name]([...args, "--json"]);
    const report = JSON.parse(said.join("")) as Report;
    return { status, report, said: said.join("\n") };
  } finally {
    log.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** The parts behind the command, for a test that puts others in their place. */
export async function sourceOf({ database, dataDir }: Installation): Promise<Source> {
  const files = join(dataDir, "files");
  return {
    url: database.url,
    files: await createFolderFileStore(files),
    anchors: { places: { store: createFolderAnchorStore(files), copy: undefined }, dataDir },
    dataDir,
  };
}

/** A backup in `folder`, with other options than the command's. */
export async function backUp(
  installation: Installation,
  folder: string,
  options: Partial<BackupOptions> = {},
): Promise<Report> {
  return takeBackup(await sourceOf(installation), {
    place: await createFolderBackupPlace(folder),
    clock: systemClock,
    version: "0.0.0-test",
    withSecret: false,
    warnings: [],
    ...options,
  });
}

/** The newest backup in `folder`. */
export async function backupIn(folder: string, name?: string) {
  return openBackup(await createFolderBackupPlace(folder), name);
}

/** A database for a restore that is tried out, on the server of the tests: it is there sooner than one of its own. */
export async function inTestDatabase<T>(work: (urls: DatabaseUrls) => Promise<T>): Promise<T> {
  const database = await createEmptyDatabase();
  try {
    return await work({ application: database.url, owner: database.ownerUrl });
  } finally {
    await database.drop();
  }
}

/** Every table with a digest of its rows, and how far every number is: in words of the database and not of the backup. */
export async function contentOf(url: string): Promise<Record<string, string>> {
  return aboutTables(url, "count(*) || ' ' || coalesce(md5(string_agg(line, '|' ORDER BY line)), '')");
}

/** All rows of all tables, as text. */
export async function textOf(url: string): Promise<string> {
  return Object.values(await aboutTables(url, "coalesce(string_agg(line, '|'), '')")).join("");
}

async function aboutTables(url: string, what: string): Promise<Record<string, string>> {
  const db = openDatabase(url, { max: 1 });
  try {
    const found = await sql<{ name: string; rows: string }>`
      SELECT oid::regclass::text AS name,
        CASE relkind WHEN 'S' THEN '(last_value, is_called)::text' ELSE 't::text' END AS rows
      FROM pg_class WHERE relkind IN ('r', 'S')
        AND relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'jobs'))`.execute(db);
    const content: Record<string, string> = {};
    for (const { name, rows } of found.rows) {
      const answer = await sql<{ text: string }>`
        SELECT ${sql.raw(what)} AS text
        FROM (SELECT ${sql.raw(rows)} AS line FROM ${sql.raw(name)} AS t) AS lines`.execute(db);
      content[name] = answer.rows[0]?.text ?? "";
    }
    return content;
  } finally {
    await db.destroy();
  }
}
