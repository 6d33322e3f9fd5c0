/**
 * A backup of the whole installation, taken while it works (OPS-2): the database as of one instant, then the files that its
 * rows name, then what the embedded neighbours keep. What is backed up is checked while it is read; what is wrong or missing
 * is told, and keeps nothing else from being saved.
 */
import { checkChain } from "../journal/journal-store.ts";
import type { Clock } from "../platform/clock.ts";
import type { BackupPlace } from "../ports/backup-place.ts";
import type { FileStore } from "../ports/file-store.ts";
import { type AnchorSources, readAllAnchors } from "./anchors.ts";
import { copyFiles } from "./copy-files.ts";
import { keepDataDir, summaryOf } from "./data-dir-parts.ts";
import { dumpTable, gunzipped, gzipped } from "./dump-tables.ts";
import { linesOf } from "./lines.ts";
import type { DumpedTable, Manifest } from "./manifest.ts";
import { listed, namedFileOf, namedFiles } from "./named-files.ts";
import { MANIFEST } from "./parts.ts";
import type { Problem, Report, Warning } from "./report.ts";
import { inSnapshot, type Snapshot } from "./snapshot.ts";
import { listPartitions, listSequences, listTables, OWN_SCHEMA, versionOfJobs } from "./tables.ts";
import { writeReport } from "./write-report.ts";

export type Source = {
  /** The database, as the application connects. */
  url: string;
  files: FileStore;
  anchors: AnchorSources;
  dataDir: string;
};

export type BackupOptions = {
  place: BackupPlace;
  clock: Clock;
  /** The portal's own. */
  version: string;
  /** Keeps the sealing secret of `DATA_DIR` with what it seals. */
  withSecret: boolean;
  warnings: readonly Warning[];
  /** Of a part of a table, before compression. */
  partBytes?: number;
};

/** Gives the report, which is kept beside the backup too. Throws when the database or the place fails. */
export async function takeBackup(source: Source, options: BackupOptions): Promise<Report> {
  const { place, clock, version } = options;
  const startedAt = clock.now();
  const name = startedAt.toISOString().replaceAll(":", "");
  const problems: Problem[] = [];
  const folder = { place, folder: name, ...(options.partBytes ? { partBytes: options.partBytes } : {}) };
  const write = (file: string, content: AsyncIterable<Uint8Array>) => place.write(`${name}/${file}`, content);

  // Before the journal: what is anchored meanwhile may not be in the snapshot.
  const anchors = await readAllAnchors(source.anchors, problems);
  const dump = await inSnapshot(source.url, async (snapshot) => {
    const database = await dumpDatabase(snapshot, folder);
    const check = await checkChain(snapshot.db, anchors.all);
    if (check.broken) problems.push({ kind: "journal", ...check.broken });
    const head = await snapshot.db
      .selectFrom("journal_head")
      .select(["id", "hash"])
      .executeTakeFirstOrThrow();
    const list = await write(FILE_LIST, gzipped(textOf(namedFiles(snapshot.client), listed)));
    return { at: snapshot.at, database, entries: check.entries, head, list };
  });

  const files = { named: 0, copied: 0, present: 0, bytes: 0 };
  await copyNamed(place, `${name}/${FILE_LIST}`, source.files, { files, problems });
  const dataDir = await keepDataDir(source.dataDir, place.files, options);
  const anchorList = await write(ANCHOR_LIST, gzipped(textOf(anchors.names, (each) => `${each}\n`)));

  const manifest: Manifest = {
    format: "portail-ae/backup/1",
    portal: version,
    at: dump.at.toISOString(),
    finishedAt: clock.now().toISOString(),
    database: dump.database,
    journal: dump.head,
    files: { count: files.named, list: { name: FILE_LIST, ...dump.list } },
    anchors: { count: anchors.names.length, list: { name: ANCHOR_LIST, ...anchorList } },
    dataDir,
  };
  // Last: whoever finds it finds everything.
  const { sha256 } = await write(
    MANIFEST,
    textOf([manifest], (all) => `${JSON.stringify(all, null, 1)}\n`),
  );
  return writeReport(options, {
    kind: "backup",
    backup: { place, name, manifest, sha256 },
    startedAt,
    journal: { entries: dump.entries, hash: dump.head.hash, anchors: anchors.all.length },
    files,
    dataDir: summaryOf(dataDir),
    problems,
    warnings: [...options.warnings, ...(anchors.all.length > 0 ? [] : [{ kind: "noAnchors" } as const])],
  });
}

const FILE_LIST = "files.txt.gz";
const ANCHOR_LIST = "anchors.txt.gz";

type Folder = Parameters<typeof dumpTable>[2];

async function dumpDatabase({ client }: Snapshot, folder: Folder): Promise<Manifest["database"]> {
  const found = await listTables(client);
  if (!found.some(({ schema, name }) => schema === OWN_SCHEMA && name === "migration"))
    throw new Error(`There are no tables of the portal in the schema ${OWN_SCHEMA} of this database.`);
  const tables: DumpedTable[] = [];
  for (const table of found) tables.push(await dumpTable(client, table, folder));
  const migrations = await client.query<{ name: string }>("SELECT name FROM migration ORDER BY name");
  const server = await client.query<{ server_version: string }>("SHOW server_version");
  return {
    server: server.rows[0]?.server_version ?? "",
    migrations: migrations.rows.map(({ name }) => name),
    jobsVersion: await versionOfJobs(client),
    tables,
    partitions: await listPartitions(client),
    sequences: await listSequences(client),
  };
}

/** From the list that was just kept: the snapshot is over, since a store may take hours. */
async function copyNamed(
  place: BackupPlace,
  list: string,
  from: FileStore,
  found: Parameters<typeof copyFiles>[1],
): Promise<void> {
  const content = await place.read(list);
  if (!content) throw new Error(`${list} is not there any more`);
  for await (const _ of copyFiles(
    { files: namedFilesIn(content), from, to: place.files, verifyPresent: false },
    found,
  ));
}

/** The files of such a list. */
export async function* namedFilesIn(list: AsyncIterable<Uint8Array>) {
  for await (const line of linesOf(gunzipped(list))) yield namedFileOf(line);
}

async function* textOf<T>(items: Iterable<T> | AsyncIterable<T>, line: (item: T) => string) {
  for await (const item of items) yield Buffer.from(line(item));
}
