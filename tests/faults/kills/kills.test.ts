/** The harness of `npm run faults` at work, in short: processes die where they are told to, and nothing is lost. */
import { expect, test } from "vitest";
import { onInstallation } from "../examination/scenario.ts";
import { talkingFolder } from "../support/supervised.ts";
import { walk } from "../support/walk.ts";
import { type Death, Executioner } from "./executioner.ts";
import { killable } from "./under-deaths.ts";

const DEATHS = 4;
const OPERATION = "POST /api/orders/:n/notifications";

test("OPS-1 web processes that are killed again and again while they note a notification lose nothing and send it once", async () => {
  const folder = await talkingFolder();
  const figures = await onInstallation(
    "self-check",
    async (installation, office) => {
      const executioner = new Executioner(installation, folder);
      const deaths = Array.from(
        { length: DEATHS },
        (_, index): Death => ({
          role: "web",
          operation: OPERATION,
          await: index + 2,
          moment: index % 2 === 0 ? "before" : "asked",
        }),
      );
      const carrying = executioner.carryOut("web", deaths, () => false);
      await walk(office, { upTo: "signing" });
      const carried = await carrying;
      expect(carried).toHaveLength(DEATHS);
      expect(installation.webs.flatMap(({ deaths: died }) => died)).toHaveLength(DEATHS);
      return [];
    },
    killable(folder),
  );
  expect(figures.filter(({ holds }) => holds === false)).toEqual([]);
}, 180_000);
