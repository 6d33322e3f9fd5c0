import { parseArgs } from "node:util";
import { checkBackup } from "../server/backup/check-backup.ts";
import { type Backup, openBackup } from "../server/backup/parts.ts";
import type { Report } from "../server/backup/report.ts";
import { reportText } from "../server/backup/report-text.ts";
import { restoreBackup } from "../server/backup/restore-backup.ts";
import { inspectSealing, inTemporaryDatabase, openBackupPlace } from "../server/compose/backup.ts";
import { holdDataDir } from "../server/compose/data-dir.ts";
import { Ending } from "../server/compose/ending.ts";
import { composeAnchors, composeFileStore } from "../server/compose/file-store.ts";
import { systemClock } from "../server/platform/clock.ts";
import type { Config } from "../server/platform/config.ts";
import { createLogger } from "../server/platform/log.ts";
import { PORTAL_VERSION } from "../server/platform/portal-version.ts";
import { readCommandConfig, withDatabaseUrls } from "./with-database.ts";

const USAGE = "Usage: portail restore --from PLACE [--backup NAME] [--check] [--json]";
const COMMON = { clock: systemClock, version: PORTAL_VERSION };

/**
 * `portail restore --from PLACE [--backup NAME] [--check] [--json]`: puts back the newest backup of a place, or the one named,
 * into an empty database, the file store and `DATA_DIR`; with `--check` tries that out and leaves nothing behind. Prints the
 * report. Exit status 0; 1 when something is missing or damaged; 2 when the arguments could not be read.
 */
export async function runRestore(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: "string" },
      backup: { type: "string" },
      check: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  if (!values.from) {
    console.error(USAGE);
    return 2;
  }
  const config = readCommandConfig();
  const place = await openBackupPlace(values.from, config, { mustExist: true });
  const backup = await openBackup(place, values.backup);
  const report = values.check
    ? await checkBackup(backup, { ...COMMON, inTemporaryDatabase })
    : await restore(backup, config);
  console.log(values.json ? JSON.stringify(report) : reportText(report));
  return report.isSound ? 0 : 1;
}

async function restore(backup: Backup, config: Config): Promise<Report> {
  const log = createLogger("warn");
  const ending = new Ending(log);
  try {
    await holdDataDir(config, ending);
    const { dataDir } = config;
    return await withDatabaseUrls({ create: true }, async (urls) =>
      restoreBackup(
        backup,
        {
          urls,
          files: await composeFileStore(config, log),
          anchors: { places: await composeAnchors(config), dataDir },
          dataDir,
        },
        { ...COMMON, inspect: (restored) => inspectSealing(config, restored) },
      ),
    );
  } finally {
    await ending.run();
  }
}
