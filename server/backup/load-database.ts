/** The database of a backup, in one that is empty, with its two roles. */
import type pg from "pg";
import { ConfigurationError } from "../platform/config.ts";
import { type DatabaseUrls, RESTORE_MARK } from "../platform/database.ts";
import { JOBS_SCHEMA, prepareDatabase } from "../platform/database-roles.ts";
import { createJobsTables } from "../platform/jobs-tables.ts";
import { addPartitions, inLoading, loadTables, setSequences } from "./load-tables.ts";
import { fullName } from "./manifest.ts";
import type { Backup } from "./parts.ts";
import { withClient } from "./snapshot.ts";
import { JOBS_VERSION, listTables, OWN_SCHEMA, versionOfJobs, whatStands } from "./tables.ts";

/** Throws `ConfigurationError` unless there is nothing in the database. */
export async function requireEmpty(urls: DatabaseUrls): Promise<void> {
  const standing = await withClient(urls.application, whatStands);
  if (standing.length === 0) return;
  const some = standing.slice(0, 3).join(", ");
  throw new ConfigurationError(
    `The database is not empty: it has ${some}${standing.length > 3 ? ` and ${standing.length - 3} more` : ""}. A restore overwrites nothing: give it a database that was just made.`,
  );
}

/**
 * Makes the tables as the backup's version had them, loads them, and leaves the database marked: no portal starts on it
 * before `endRestore`. Throws `ConfigurationError` when the backup is of a newer version.
 */
export async function loadDatabase(urls: DatabaseUrls, backup: Backup): Promise<void> {
  const { migrations, jobsVersion, sequences, partitions } = backup.manifest.database;
  await prepareDatabase(urls, migrations);
  await createJobsTables(urls.application);
  await withClient(urls.owner ?? urls.application, async (owner) => {
    const tables = (await listTables(owner)).filter(({ schema }) => schema === OWN_SCHEMA);
    await inLoading(owner, tables, async () => {
      await loadTables(owner, backup, tables);
      await owner.query("INSERT INTO migration (name) VALUES ($1)", [RESTORE_MARK]);
      await setSequences(
        owner,
        sequences.filter(({ schema }) => schema === OWN_SCHEMA),
      );
    });
    await owner.query("ANALYZE");
  });
  if (jobsVersion !== null)
    await withClient(urls.application, (application) =>
      loadJobs(application, backup, jobsVersion, { sequences, partitions }),
    );
}

/** A library of a later version has its tables as it made them, and takes in the rows of an earlier one. */
async function loadJobs(
  application: pg.Client,
  backup: Backup,
  version: number,
  { sequences, partitions }: Pick<Backup["manifest"]["database"], "sequences" | "partitions">,
): Promise<void> {
  const own = await versionOfJobs(application);
  if (own === null || own < version)
    throw new ConfigurationError(
      `The backup is of a newer version of the portal: its jobs are of version ${version}, and this one knows ${own}.`,
    );
  const ofJobs = <T extends { schema: string }>(things: readonly T[]) =>
    things.filter(({ schema }) => schema === JOBS_SCHEMA);
  const tables = ofJobs(await listTables(application)).filter(
    (table) => fullName(table) !== JOBS_VERSION || own === version,
  );
  await addPartitions(application, ofJobs(partitions));
  await inLoading(application, [], async () => {
    await loadTables(application, backup, tables);
    await setSequences(application, ofJobs(sequences));
  });
}

/** Takes the mark away: the database is as it was backed up. */
export async function endRestore(urls: DatabaseUrls): Promise<void> {
  await withClient(urls.owner ?? urls.application, (owner) =>
    owner.query("DELETE FROM migration WHERE name = $1", [RESTORE_MARK]),
  );
}
