/** Every connection to the database cut, again and again, while twenty people write twenty times each. */
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { figure, limited, reached } from "../../../bench/support/figures.ts";
import { openDatabase } from "../../../server/platform/database.ts";
import { onInstallation, type Scenario } from "../examination/scenario.ts";
import { walk } from "../support/walk.ts";
import { unfit, writeTogether, writtenTwice } from "../support/writers.ts";

const WRITERS = 20;
const EACH = 20;
const ORDERS = 5;
const CUT_EVERY_MS = 700;
const ANSWER_SECONDS = 5;
const LEAST_CUTS = 5;

export const cuts: Scenario = {
  what: "pg_terminate_backend of every connection under twenty writers",
  minutes: 6,
  run: () =>
    onInstallation("cuts", async (installation, office) => {
      const orders: number[] = [];
      for (let order = 0; order < ORDERS; order++) orders.push(await walk(office, { upTo: "toVerify" }));
      // The server's own superuser, who may end the others' sessions.
      const db = openDatabase(installation.database.urls.owner ?? "", { max: 1 });
      let isOver = false;
      const cutting = cutUntil(db, () => isOver);
      // One order besides is on its way meanwhile: jobs are cut too.
      const walking = walk(office);
      const shift = await writeTogether(office, orders, { writers: WRITERS, each: EACH, pause: 150 });
      isOver = true;
      const cut = await cutting;
      await walking;
      await db.destroy();
      const slowest = Math.max(...shift.answers.map(({ ms }) => ms)) / 1000;
      const died = installation.all.reduce((sum, { deaths }) => sum + deaths.length, 0);
      return [
        reached("cuts: times that every connection was cut", cut, "times", LEAST_CUTS),
        figure("cuts: requests", shift.answers.length, "times"),
        figure("cuts: answered 503", shift.answers.filter(({ status }) => status === 503).length, "times"),
        limited(
          "cuts: answers that are neither 200 nor 503 with Retry-After",
          unfit(shift.answers).length,
          "times",
          0,
        ),
        limited("cuts: slowest answer", slowest, "s", ANSWER_SECONDS),
        limited("cuts: processes that ended", died, "times", 0),
        limited(
          "cuts: comments not there exactly once",
          await writtenTwice(office, orders, shift.texts),
          "times",
          0,
        ),
      ];
    }),
};

async function cutUntil(db: ReturnType<typeof openDatabase>, isOver: () => boolean): Promise<number> {
  let times = 0;
  while (!isOver()) {
    await setTimeout(CUT_EVERY_MS);
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`.execute(db);
    times += 1;
  }
  return times;
}
