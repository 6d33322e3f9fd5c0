/** A portal that is everything, whose own database is killed: it starts it again by itself. */
import { rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { limited, reached } from "../../../bench/support/figures.ts";
import { embeddedUrls } from "../../../server/platform/embedded-postgres.ts";
import { freePorts, makeDataDir } from "../../builders/portal-process.ts";
import { killPostmaster } from "../../builders/postgres-signals.ts";
import { startMailReceiver } from "../../doubles/mail-receiver.ts";
import { examine } from "../examination/examine.ts";
import type { Scenario } from "../examination/scenario.ts";
import { openOffice } from "../support/office.ts";
import { Supervised } from "../support/supervised.ts";
import { walk } from "../support/walk.ts";
import { unfit, writeTogether, writtenTwice } from "../support/writers.ts";

const KILLS = 2;

export const embedded: Scenario = {
  what: "role all: its embedded PostgreSQL killed with SIGKILL twice",
  minutes: 5,
  async run() {
    const dataDir = await makeDataDir();
    const mail = await startMailReceiver();
    const [port = 0, pages = 0, card = 0] = await freePorts(3);
    const environment = {
      DATA_DIR: dataDir,
      PORT: String(port),
      NEIGHBOURS_PORT: String(pages),
      CARD_PORT: String(card),
      SMTP_URL: mail.url,
      DEMO: "false",
      RATE_LIMIT_PER_MINUTE: "1000000000",
      LOG_LEVEL: "fatal",
    };
    const portal = new Supervised({ role: "all", health: port, environment });
    const ready = (seconds: number) => portal.becomesReady(seconds);
    try {
      await ready(60);
      const urls = embeddedUrls(dataDir, "portail");
      const url = `http://localhost:${port}`;
      const office = await openOffice({ url, mail, database: { urls } });
      const orders = [await walk(office, { upTo: "toVerify" })];
      const writing = writeTogether(office, orders, { writers: 6, each: 25, pause: 200 });
      const walking = walk(office, { medium: "software" });
      for (let kill = 0; kill < KILLS; kill++) {
        await setTimeout(2500);
        await killPostmaster(dataDir);
      }
      const { answers, texts } = await writing;
      await walking;
      const slowest = Math.max(...answers.map(({ ms }) => ms)) / 1000;
      const figures = [
        reached("embedded: answered 503", answers.filter(({ status }) => status === 503).length, "times", 1),
        limited(
          "embedded: answers that are neither 200 nor 503 with Retry-After",
          unfit(answers).length,
          "times",
          0,
        ),
        limited("embedded: slowest answer", slowest, "s", 5),
        limited("embedded: times that the portal ended", portal.deaths.length, "times", 0),
        limited(
          "embedded: comments not there exactly once",
          await writtenTwice(office, orders, texts),
          "times",
          0,
        ),
      ];
      const database = { urls, folder: dataDir, stop: async () => undefined };
      const installation = {
        database,
        dataDir,
        files: `${dataDir}/files`,
        environment,
        ready,
        stopProcesses: async () => undefined,
      };
      const examined = { installation, acknowledged: office.acknowledged.all, received: mail.received };
      return [...figures, ...(await examine("embedded", examined))];
    } finally {
      await portal.stop();
      await mail.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
