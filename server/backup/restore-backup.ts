/**
 * A backup put back into an empty database and a file store (OPS-2). Whatever is read is held against the manifest, and the
 * journal against its anchors. Until the end no portal starts on the database.
 */

import { type Anchor, namedAnchors } from "../journal/anchors.ts";
import { checkChain } from "../journal/journal-store.ts";
import type { Clock } from "../platform/clock.ts";
import { type DatabaseUrls, openDatabase } from "../platform/database.ts";
import { prepareDatabase } from "../platform/database-roles.ts";
import type { FileStore } from "../ports/file-store.ts";
import { type AnchorSources, putBackAnchors, readAllAnchors } from "./anchors.ts";
import { copyFiles } from "./copy-files.ts";
import { putBackDataDir, summaryOf } from "./data-dir-parts.ts";
import { gunzipped } from "./dump-tables.ts";
import { linesOf } from "./lines.ts";
import { endRestore, loadDatabase, requireEmpty } from "./load-database.ts";
import { namedFileOf } from "./named-files.ts";
import { type Backup, readPart, verifyParts } from "./parts.ts";
import type { Problem, Report, Warning } from "./report.ts";
import { writeReport } from "./write-report.ts";

export type Target = {
  urls: DatabaseUrls;
  files: FileStore;
  anchors: AnchorSources;
  dataDir: string;
};

export type RestoreOptions = {
  clock: Clock;
  version: string;
  /** What an administrator should know of the database once it is there. */
  inspect(urls: DatabaseUrls): Promise<Warning[]>;
};

/**
 * Gives the report. Throws `ConfigurationError` before anything is written when the database is not empty or the backup is of
 * a newer version, and an error when the database cannot be made of the backup: nothing can be started on it then.
 */
export async function restoreBackup(
  backup: Backup,
  { urls, files: to, anchors, dataDir }: Target,
  options: RestoreOptions,
): Promise<Report> {
  const startedAt = options.clock.now();
  const problems: Problem[] = [];
  const files = { named: 0, copied: 0, present: 0, bytes: 0 };
  await requireEmpty(urls);
  await requireWhole(backup);
  const elsewhere = (await readAllAnchors(anchors, problems)).all;

  await loadDatabase(urls, backup);
  const copying = { files: filesOf(backup), from: backup.place.files, to, verifyPresent: true };
  for await (const _ of copyFiles(copying, { files, problems }));
  const kept = await putBackDataDir(dataDir, backup.manifest.dataDir, backup.place.files, problems);
  const names = await anchorsOf(backup);
  await putBackAnchors(anchors.places.store, names);
  await endRestore(urls);

  // What a newer version changed since.
  await prepareDatabase(urls);
  const own = namedAnchors(names);
  const { journal, beyond } = await checkJournal(urls, { own, elsewhere }, problems);
  return writeReport(options, {
    kind: "restore",
    backup,
    startedAt,
    journal,
    files,
    dataDir: summaryOf(backup.manifest.dataDir),
    problems,
    warnings: [
      ...(await options.inspect(urls)),
      ...kept.map((folder) => ({ kind: "folderKept", folder }) as const),
      ...beyond,
    ],
  });
}

/** Throws with every part that is damaged or missing: half of a backup is no reason to begin. */
async function requireWhole(backup: Backup): Promise<void> {
  const problems: Problem[] = [];
  await verifyParts(backup, problems);
  if (problems.length === 0) return;
  const names = problems.map((problem) =>
    problem.kind === "part" ? `${problem.name} (${problem.why})` : "",
  );
  throw new Error(`The backup is not whole, and nothing was restored: ${names.join("; ")}.`);
}

/** The files that its database names. */
export async function* filesOf(backup: Backup) {
  for await (const line of linesOf(gunzipped(readPart(backup, backup.manifest.files.list))))
    yield namedFileOf(line);
}

/** The names of its anchors. */
export async function anchorsOf(backup: Backup): Promise<string[]> {
  const names: string[] = [];
  for await (const line of linesOf(gunzipped(readPart(backup, backup.manifest.anchors.list))))
    names.push(line);
  return names;
}

/**
 * The journal as it was restored, held against the anchors of the backup, all of which it has to have, and against those
 * `elsewhere`: what they say of entries after the backup tells how many there were.
 */
export async function checkJournal(
  urls: DatabaseUrls,
  { own, elsewhere }: { own: readonly Anchor[]; elsewhere: readonly Anchor[] },
  problems: Problem[],
): Promise<{ journal: Report["journal"]; beyond: Warning[] }> {
  const db = openDatabase(urls.application, { max: 1 });
  try {
    const head = await db.selectFrom("journal_head").select(["id", "hash"]).executeTakeFirstOrThrow();
    const anchors = [...own, ...elsewhere.filter(({ id }) => id <= head.id)];
    const check = await checkChain(db, anchors);
    if (check.broken) problems.push({ kind: "journal", ...check.broken });
    const anchored = elsewhere.reduce((last, { id }) => Math.max(last, id), 0);
    const distinct = new Set(anchors.map(({ id, hash }) => `${id} ${hash}`)).size;
    return {
      journal: { entries: check.entries, hash: head.hash, anchors: distinct },
      beyond: anchored > head.id ? [{ kind: "journalBeyond", id: head.id, anchored }] : [],
    };
  } finally {
    await db.destroy();
  }
}
