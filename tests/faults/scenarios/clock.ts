/** One of two web processes whose clock is an hour ahead, then an hour behind. */
import { existsSync } from "node:fs";
import { type Figure, limited } from "../../../bench/support/figures.ts";
import { onInstallation, type Scenario, SkippedError } from "../examination/scenario.ts";
import type { Answered, Office } from "../support/office.ts";
import { caller } from "../support/service-calls.ts";
import type { SupervisedInstallation } from "../support/supervised.ts";
import { walk } from "../support/walk.ts";

/** Of Debian's package `faketime`; the one for programs of several threads. */
const LIBRARIES = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
];
const OFFSETS = ["+1h", "-1h"];
const READS = 40;

export const clock: Scenario = {
  what: "one web process with its clock an hour off",
  minutes: 6,
  async run() {
    const library = LIBRARIES.find((path) => existsSync(path));
    if (!library) throw new SkippedError("faketime is not installed");
    return onInstallation("clock", async (installation, office) => {
      const figures: Figure[] = [];
      for (const offset of OFFSETS) {
        await installation.webs[1].startAgain({
          LD_PRELOAD: library,
          FAKETIME: offset,
          // Waiting goes by the clock that only counts.
          FAKETIME_DONT_FAKE_MONOTONIC: "1",
        });
        figures.push(...(await workUnder(offset, installation, office)));
      }
      return figures;
    });
  },
};

async function workUnder(
  offset: string,
  installation: SupervisedInstallation,
  office: Office,
): Promise<Figure[]> {
  await installation.ready(30);
  await Promise.all([walk(office), walk(office, { medium: "software" })]);
  const answers: Answered[] = [];
  for (let read = 0; read < READS; read++) answers.push(await office.ask("GET", "/api/orders?pageSize=50"));
  // Each of the two is called, whoever's turn it is.
  const calls: number[] = [];
  for (const { place } of installation.webs)
    calls.push(await caller(`http://127.0.0.1:${place.health}`, "a collection that nobody knows")());
  const given = installation.proxy.given();
  return [
    limited(
      `clock ${offset}: reads that were refused`,
      answers.filter(({ status }) => status !== 200).length,
      "times",
      0,
    ),
    limited(
      `clock ${offset}: authentic webhooks that were refused`,
      calls.filter((status) => status !== 204).length,
      "times",
      0,
    ),
    limited(
      `clock ${offset}: web processes that were passed over`,
      given.filter((count) => count === 0).length,
      "times",
      0,
    ),
    limited(
      `clock ${offset}: processes that ended`,
      installation.all.reduce((sum, { deaths }) => sum + deaths.length, 0),
      "times",
      0,
    ),
  ];
}
