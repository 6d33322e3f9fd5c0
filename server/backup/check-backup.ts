/**
 * A restore tried out (OPS-2; ETSI EN 319 401 REQ-7.11.2-02 to -06): the backup is restored into a database of its own, read
 * again from there and compared, brought up to this version; every file is read from the backup. Nothing is left of it but
 * its report.
 */
import { namedAnchors } from "../journal/anchors.ts";
import type { Clock } from "../platform/clock.ts";
import type { DatabaseUrls } from "../platform/database.ts";
import { prepareDatabase } from "../platform/database-roles.ts";
import { verifyFiles } from "./copy-files.ts";
import { summaryOf, verifyDataDir } from "./data-dir-parts.ts";
import { CountedRows, readRows } from "./dump-tables.ts";
import { endRestore, loadDatabase } from "./load-database.ts";
import { fullName } from "./manifest.ts";
import { type Backup, verifyParts } from "./parts.ts";
import type { Problem, Report } from "./report.ts";
import { anchorsOf, checkJournal, filesOf } from "./restore-backup.ts";
import { withClient } from "./snapshot.ts";
import { JOBS_VERSION, listTables, versionOfJobs } from "./tables.ts";
import { writeReport } from "./write-report.ts";

export type CheckOptions = {
  clock: Clock;
  version: string;
  /** Runs `work` on a new, empty database that is gone afterwards. */
  inTemporaryDatabase<T>(work: (urls: DatabaseUrls) => Promise<T>): Promise<T>;
};

/** Gives the report, which is kept beside the backup too. */
export async function checkBackup(backup: Backup, options: CheckOptions): Promise<Report> {
  const startedAt = options.clock.now();
  const { manifest, place } = backup;
  const problems: Problem[] = [];
  const files = { named: 0, copied: 0, present: 0, bytes: 0 };
  let journal: Report["journal"] = { entries: 0, hash: manifest.journal.hash, anchors: 0 };

  await verifyParts(backup, problems);
  const areListsSound = [manifest.files.list, manifest.anchors.list].every(
    ({ name }) => !problems.some((problem) => problem.kind === "part" && problem.name.endsWith(`/${name}`)),
  );
  if (areListsSound) await verifyFiles(filesOf(backup), place.files, { files, problems });
  await verifyDataDir(manifest.dataDir, place.files, problems);
  if (!problems.some(({ kind }) => kind === "part"))
    try {
      journal = await options.inTemporaryDatabase((urls) => tryOut(backup, urls, problems));
    } catch (error) {
      problems.push({ kind: "database", why: error instanceof Error ? error.message : String(error) });
    }
  return writeReport(options, {
    kind: "check",
    backup,
    startedAt,
    journal,
    files,
    dataDir: summaryOf(manifest.dataDir),
    problems,
    warnings: [],
  });
}

async function tryOut(backup: Backup, urls: DatabaseUrls, problems: Problem[]): Promise<Report["journal"]> {
  await loadDatabase(urls, backup);
  await endRestore(urls);
  await withClient(urls.application, async (client) => {
    const { tables, jobsVersion } = backup.manifest.database;
    const isSameLibrary = (await versionOfJobs(client)) === jobsVersion;
    for (const table of await listTables(client)) {
      const dumped = tables.find((each) => fullName(each) === fullName(table));
      // A later library of the jobs says its own version.
      if (!dumped || (fullName(table) === JOBS_VERSION && !isSameLibrary)) continue;
      const counted = new CountedRows();
      for await (const _ of counted.count(readRows(client, { ...table, columns: dumped.columns })));
      if (counted.sha256() !== dumped.sha256)
        problems.push({ kind: "table", name: fullName(table), rows: dumped.rows, found: counted.rows });
    }
  });
  await prepareDatabase(urls);
  const anchors = { own: namedAnchors(await anchorsOf(backup)), elsewhere: [] };
  return (await checkJournal(urls, anchors, problems)).journal;
}
