/** A database that is killed, and one that stands still for half a minute, under people who read and write. */
import { setTimeout } from "node:timers/promises";
import { type Figure, figure, limited, reached } from "../../../bench/support/figures.ts";
import { killPostmaster, signalPostgres } from "../../builders/postgres-signals.ts";
import { onInstallation, type Scenario } from "../examination/scenario.ts";
import type { Office } from "../support/office.ts";
import type { SupervisedInstallation } from "../support/supervised.ts";
import { walk } from "../support/walk.ts";
import { unfit, writeTogether, writtenTwice } from "../support/writers.ts";

const ANSWER_SECONDS = 5;
const PAUSE_SECONDS = 30;
const KILLS = 3;

/** What is done to the server; ends when it is left alone. */
type Harm = (installation: SupervisedInstallation) => Promise<void>;

export const databaseKilled: Scenario = {
  what: "PostgreSQL killed with SIGKILL three times, started again by whoever runs it",
  minutes: 6,
  run: () =>
    onInstallation("database-killed", (installation, office) =>
      under("database-killed", installation, office, async ({ database }) => {
        for (let kill = 0; kill < KILLS; kill++) {
          await setTimeout(3000);
          await killPostmaster(database.folder);
          await setTimeout(6000);
        }
      }),
    ),
};

export const databasePaused: Scenario = {
  what: "PostgreSQL paused for 30 s (SIGSTOP of all its processes)",
  minutes: 6,
  run: () =>
    onInstallation("database-paused", (installation, office) =>
      under("database-paused", installation, office, async ({ database }) => {
        await setTimeout(2000);
        await signalPostgres(database.folder, "SIGSTOP");
        await setTimeout(PAUSE_SECONDS * 1000);
        await signalPostgres(database.folder, "SIGCONT");
      }),
    ),
};

async function under(
  name: string,
  installation: SupervisedInstallation,
  office: Office,
  harm: Harm,
): Promise<Figure[]> {
  const orders = [await walk(office, { upTo: "toVerify" }), await walk(office, { upTo: "toVerify" })];
  const harming = harm(installation);
  let isOver = false;
  const [shift] = await Promise.all([
    writeTogether(office, orders, { writers: 8, each: 25, pause: 300 }),
    walk(office, { medium: "software" }),
    harming.finally(() => {
      isOver = true;
    }),
    look(office, () => isOver),
  ]);
  const { answers, texts } = shift;
  const slowest = Math.max(...answers.map(({ ms }) => ms)) / 1000;
  const back = await installation.ready(60);
  return [
    figure(`${name}: requests`, answers.length, "times"),
    reached(`${name}: answered 503`, answers.filter(({ status }) => status === 503).length, "times", 1),
    limited(
      `${name}: answers that are neither 200 nor 503 with Retry-After`,
      unfit(answers).length,
      "times",
      0,
    ),
    limited(`${name}: slowest answer`, slowest, "s", ANSWER_SECONDS),
    limited(`${name}: ready again after the last fault`, back, "s", 15),
    limited(
      `${name}: processes that ended`,
      installation.all.reduce((sum, { deaths }) => sum + deaths.length, 0),
      "times",
      0,
    ),
    limited(
      `${name}: comments not there exactly once`,
      await writtenTwice(office, orders, texts),
      "times",
      0,
    ),
  ];
}

/** Somebody who looks at the list all the while. */
async function look(office: Office, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await office.ask("GET", "/api/orders?pageSize=50");
    await setTimeout(200);
  }
}
