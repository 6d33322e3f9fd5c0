/** Processes told to stop (SIGTERM) under load, and while the authority is answering. */
import { setTimeout } from "node:timers/promises";
import { figure, limited } from "../../../bench/support/figures.ts";
import { Gate } from "../../doubles/gate.ts";
import { onInstallation, type Scenario } from "../examination/scenario.ts";
import { startGatedProxy } from "../support/gated-proxy.ts";
import { patiently } from "../support/patience.ts";
import { look, walk } from "../support/walk.ts";
import { unfit, writeTogether, writtenTwice } from "../support/writers.ts";

const ROUNDS = 2;

export const stops: Scenario = {
  what: "SIGTERM under load, one process after the other, and with an authority's answer under way",
  minutes: 6,
  async run() {
    // Stands between the worker and the neighbours, so that an answer of the authority can be held back.
    const held = await startGatedProxy();
    try {
      return await onInstallation(
        "stops",
        async (installation, office) => {
          held.leadTo(installation.neighboursUrl);
          await installation.worker.startAgain({ NEIGHBOURS_URL: held.url });
          await installation.ready(30);
          const orders = [await walk(office, { upTo: "toVerify" }), await walk(office, { upTo: "toVerify" })];
          const writing = writeTogether(office, orders, { writers: 6, each: 40, pause: 100 });
          const walking = Promise.all([walk(office), walk(office, { medium: "software" })]);
          for (let round = 0; round < ROUNDS; round++)
            for (const process of [...installation.webs, installation.worker]) {
              await process.startAgain();
              await installation.ready(30);
            }
          const { answers, texts } = await writing;
          await walking;
          const waited = await stopDuringIssuance();
          return [
            figure("stops: requests", answers.length, "times"),
            limited("stops: requests that were lost", unfit(answers).length, "times", 0),
            limited(
              "stops: comments not there exactly once",
              await writtenTwice(office, orders, texts),
              "times",
              0,
            ),
            limited("stops: from SIGTERM with an answer under way to the certificate", waited, "s", 30),
          ];

          async function stopDuringIssuance(): Promise<number> {
            const gate = new Gate();
            held.hold("/ports/certification-authority/enroll", gate);
            const order = await walk(office, { upTo: "toGenerate" });
            await gate.arrived;
            const begun = performance.now();
            const stopped = installation.worker.startAgain();
            await setTimeout(3000);
            gate.open();
            await stopped;
            await patiently("certificate", async () => (await look(office, order))?.status === "toDeliver");
            return (performance.now() - begun) / 1000;
          }
        },
        { STOP_DELAY_SECONDS: "1" },
      );
    } finally {
      await held.close();
    }
  },
};
