/** Puts a report together and keeps it beside the backup, as JSON and in words. */
import type { Clock } from "../platform/clock.ts";
import { fullName } from "./manifest.ts";
import type { Backup } from "./parts.ts";
import type { Report } from "./report.ts";
import { reportText } from "./report-text.ts";

type Found = Pick<Report, "kind" | "journal" | "files" | "dataDir" | "problems" | "warnings"> & {
  backup: Backup;
  startedAt: Date;
};

/** Gives the report. */
export async function writeReport(
  { clock, version }: { clock: Clock; version: string },
  { backup, startedAt, ...found }: Found,
): Promise<Report> {
  const { place, name, manifest, sha256 } = backup;
  const { server, migrations, tables } = manifest.database;
  const finishedAt = clock.now();
  const report: Report = {
    format: "portail-ae/backup-report/1",
    portal: version,
    place: place.address,
    backup: name,
    manifest: sha256,
    at: manifest.at,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    seconds: Math.round((finishedAt.getTime() - startedAt.getTime()) / 100) / 10,
    isSound: found.problems.length === 0,
    database: {
      server,
      migrations: migrations.length,
      rows: sum(tables.map(({ rows }) => rows)),
      bytes: sum(tables.flatMap(({ parts }) => parts.map(({ size }) => size))),
      tables: tables.map((table) => ({ name: fullName(table), rows: table.rows, sha256: table.sha256 })),
    },
    ...found,
  };
  // A backup has one report; it may be tried out and restored many times.
  const file =
    found.kind === "backup" ? "report" : `${found.kind}-${startedAt.toISOString().replaceAll(":", "")}`;
  try {
    await place.write(`${name}/${file}.json`, bytesOf(`${JSON.stringify(report, null, 1)}\n`));
    await place.write(`${name}/${file}.txt`, bytesOf(reportText(report)));
    return report;
  } catch (error) {
    // Backups may lie where this account only reads: what was found is still told.
    if (found.kind === "backup") throw error;
    return { ...report, warnings: [...report.warnings, { kind: "reportNotKept" }] };
  }
}

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
