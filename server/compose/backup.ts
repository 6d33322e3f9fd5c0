/** What the commands that back up and restore work with: places, a database to try a restore out in, the sealing secret. */
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { sql } from "kysely";
import { SEALING_SECRET_FILE } from "../backup/data-dir-parts.ts";
import type { Warning } from "../backup/report.ts";
import { createFolderBackupPlace } from "../connectors/folder/folder-backup-place.ts";
import { type Config, ConfigurationError } from "../platform/config.ts";
import { type DatabaseUrls, openDatabase } from "../platform/database.ts";
import { ifPresent, readIfPresent } from "../platform/durable-file.ts";
import { startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { addressOf, filePlaceAt } from "../platform/file-places.ts";
import { Sealing } from "../platform/sealing.ts";
import type { BackupPlace } from "../ports/backup-place.ts";
import { SEALED_TABLES } from "./reseal.ts";
import { howToMend } from "./why-not-stored.ts";

/** Where backups go unless another place is named. */
export const defaultPlace = ({ dataDir }: Config): string => join(dataDir, "backups");

/** The place at an address: a folder, or `s3://bucket/prefix`. Throws `ConfigurationError` when it cannot be used. */
export async function openBackupPlace(
  address: string,
  config: Config,
  { mustExist }: { mustExist: boolean },
): Promise<BackupPlace> {
  const place = filePlaceAt(address);
  try {
    if (place.kind === "folder") {
      if (mustExist && !(await ifPresent(stat(place.folder))))
        throw new ConfigurationError(`${place.folder}: there is no such folder.`);
      return await createFolderBackupPlace(place.folder);
    }
    const { openS3Space } = await import("../connectors/s3/s3-space.ts");
    const { createS3BackupPlace } = await import("../connectors/s3/s3-backup-place.ts");
    const space = openS3Space(place, config.s3);
    const filesSpace = openS3Space({ ...place, prefix: `${place.prefix}files/` }, config.s3);
    await space.ask();
    return await createS3BackupPlace(
      addressOf(place),
      { space, filesSpace },
      join(config.dataDir, "incoming"),
    );
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(`${addressOf(place)}: ${howToMend(error)}`);
  }
}

/** What to know before a backup. Throws `ConfigurationError` when the secret that is asked for is not in `DATA_DIR`. */
export function warningsBefore(
  config: Config,
  { address }: BackupPlace,
  { withSecret }: { withSecret: boolean },
): Warning[] {
  const isSecretHere = existsSync(join(config.dataDir, SEALING_SECRET_FILE));
  if (withSecret && !isSecretHere)
    throw new ConfigurationError(
      `--with-sealing-secret: there is none in ${config.dataDir}; the one of SEALING_SECRET is kept by whoever gives it`,
    );
  const isWithin = !address.startsWith("s3:") && !relative(config.dataDir, address).startsWith("..");
  return [
    ...(isWithin ? [{ kind: "placeInDataDir" } as const] : []),
    ...(withSecret ? [{ kind: "secretIncluded" } as const] : []),
    ...(isSecretHere && !withSecret && config.sealing.secret === undefined
      ? [{ kind: "secretOnlyInDataDir" } as const]
      : []),
  ];
}

/** Whether what is sealed in a database will open under the secret of this installation. */
export async function inspectSealing(config: Config, urls: DatabaseUrls): Promise<Warning[]> {
  const db = openDatabase(urls.application, { max: 1 });
  try {
    const tables = Object.values(SEALED_TABLES).map((table) => sql`SELECT sealed FROM ${sql.table(table)}`);
    const { rows } = await sql<{ mark: string }>`
      SELECT DISTINCT split_part(sealed, '.', 1) || '.' AS mark
      FROM (${sql.join(tables, sql` UNION ALL `)}) AS all_sealed`.execute(db);
    if (rows.length === 0) return [];
    const secret = config.sealing.secret ?? (await secretIn(config));
    if (secret === undefined) return [{ kind: "secretMissing" }];
    const known = [secret, config.sealing.previous].flatMap((each) => (each ? [new Sealing(each).mark] : []));
    return rows.every(({ mark }) => known.includes(mark)) ? [] : [{ kind: "secretOther" }];
  } finally {
    await db.destroy();
  }
}

async function secretIn({ dataDir }: Config): Promise<string | undefined> {
  return (await readIfPresent(join(dataDir, SEALING_SECRET_FILE)))?.toString("ascii");
}

/** Runs `work` on an embedded database of its own, in a folder that is gone afterwards, also when the command is stopped. */
export async function inTemporaryDatabase<T>(work: (urls: DatabaseUrls) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "portail-restore-test-"));
  // PostgreSQL, which may run as another user, must be able to enter.
  await chmod(folder, 0o755);
  const started = startEmbeddedPostgres(folder, { durable: false });
  const end = async () => {
    await started.then((server) => server.stop()).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
  const stopped = () => void end().finally(() => process.exit(1));
  process.once("SIGINT", stopped).once("SIGTERM", stopped);
  try {
    return await work(await (await started).ensure("portail"));
  } finally {
    process.off("SIGINT", stopped).off("SIGTERM", stopped);
    await end();
  }
}
