import { parseArgs } from "node:util";
import { reportText } from "../server/backup/report-text.ts";
import { takeBackup } from "../server/backup/take-backup.ts";
import { defaultPlace, openBackupPlace, warningsBefore } from "../server/compose/backup.ts";
import { composeAnchors, openFileStore, placeOf } from "../server/compose/file-store.ts";
import { systemClock } from "../server/platform/clock.ts";
import { openDatabase, refuseNewerDatabase } from "../server/platform/database.ts";
import { PORTAL_VERSION } from "../server/platform/portal-version.ts";
import { readCommandConfig, withDatabaseUrls } from "./with-database.ts";

/**
 * `portail backup [--to PLACE] [--with-sealing-secret] [--json]`: backs up the whole installation, while the portal runs or is
 * stopped, and prints the report. Exit status 0; 1 when something was missing or damaged and the rest is backed up.
 */
export async function runBackup(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      to: { type: "string" },
      "with-sealing-secret": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const withSecret = values["with-sealing-secret"];
  const report = await withDatabaseUrls({ create: false }, async ({ application }) => {
    const config = readCommandConfig();
    await refuseNewer(application);
    const place = await openBackupPlace(values.to ?? defaultPlace(config), config, { mustExist: false });
    const warnings = warningsBefore(config, place, { withSecret });
    const { dataDir } = config;
    return takeBackup(
      {
        url: application,
        files: await openFileStore(placeOf(config), config),
        anchors: { places: await composeAnchors(config), dataDir },
        dataDir,
      },
      { place, clock: systemClock, version: PORTAL_VERSION, withSecret, warnings },
    );
  });
  console.log(values.json ? JSON.stringify(report) : reportText(report));
  return report.isSound ? 0 : 1;
}

async function refuseNewer(url: string): Promise<void> {
  const db = openDatabase(url, { max: 1 });
  try {
    await refuseNewerDatabase(db);
  } finally {
    await db.destroy();
  }
}
