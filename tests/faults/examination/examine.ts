/** The same examination after every fault: on the database and the files, at the receivers, and over HTTP. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Figure, figure, limited, say } from "../../../bench/support/figures.ts";
import { openDatabase } from "../../../server/platform/database.ts";
import type { ReceivedMail } from "../../doubles/mail-receiver.ts";
import type { Acknowledgement } from "../support/acknowledged.ts";
import { untilQuiet } from "../support/quiet.ts";
import type { SupervisedInstallation } from "../support/supervised.ts";
import { faultsOfCertificates } from "./certificates.ts";
import { faultsOfFiles } from "./files.ts";
import { faultsOfHistory } from "./history.ts";
import { faultsOfMails, repeated } from "./mails.ts";

const run = promisify(execFile);

/** All is back by itself within this time after the last fault, in seconds. */
const BACK_SECONDS = 30;
/** The longest that anything waits after a fault: a lease, a heartbeat, and the tries after them. */
const QUIET_SECONDS = 120;

export type Examined = {
  installation: Pick<
    SupervisedInstallation,
    "database" | "dataDir" | "files" | "environment" | "ready" | "stopProcesses"
  >;
  acknowledged: readonly Acknowledgement[];
  received: readonly ReceivedMail[];
};

/** Ends the processes at its end: the files are looked at when nobody writes any more. */
export async function examine(
  scenario: string,
  { installation, acknowledged, received }: Examined,
): Promise<Figure[]> {
  const back = await installation.ready(BACK_SECONDS).catch(() => Number.POSITIVE_INFINITY);
  const db = openDatabase(installation.database.urls.owner ?? installation.database.urls.application, {
    max: 2,
  });
  try {
    const waiting = await untilQuiet(db, QUIET_SECONDS);
    const broken = await faultsOfJournal(installation.environment);
    await installation.stopProcesses();
    const parts: [string, string[]][] = [
      ["something waits for nobody", Object.entries(waiting).map(([what, count]) => `${count} × ${what}`)],
      ["changes lost, or transitions made twice", await faultsOfHistory(db, acknowledged)],
      ["certificates too many, too few or of nobody", await faultsOfCertificates(db, installation.dataDir)],
      ["mails lost, or sent under two names", await faultsOfMails(db, received)],
      ["the journal is not whole", broken],
      ["files missing, or left for ever", await faultsOfFiles(db, installation.files)],
    ];
    for (const [, faults] of parts)
      for (const fault of faults.slice(0, 20)) say(`  FAULT ${scenario}: ${fault}`);
    return [
      limited(`${scenario}: back by itself`, finite(back), "s", BACK_SECONDS),
      figure(`${scenario}: changes acknowledged`, acknowledged.length, "times"),
      figure(`${scenario}: mails repeated under their one Message-ID`, repeated(received), "times"),
      ...parts.map(([what, faults]) => limited(`${scenario}: ${what}`, faults.length, "times", 0)),
    ];
  } finally {
    await db.destroy();
  }
}

/** A figure is a number: one that never came is beyond any limit. */
const finite = (seconds: number) => (Number.isFinite(seconds) ? seconds : 9999);

/** By the very command that an auditor runs, anchors included. */
async function faultsOfJournal(environment: Record<string, string>): Promise<string[]> {
  try {
    await run(process.execPath, ["cli/portail.ts", "verify-journal", "--json"], {
      env: { ...process.env, ...environment },
    });
    return [];
  } catch (error) {
    return [
      `verify-journal: ${error instanceof Error && "stdout" in error ? String(error.stdout) : String(error)}`,
    ];
  }
}
