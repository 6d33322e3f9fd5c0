/** Processes killed (SIGKILL) at every await of what takes an order through its life, while others are on their way. */
import { figure, limited, reached } from "../../../bench/support/figures.ts";
import { onInstallation, type Scenario } from "../examination/scenario.ts";
import { killable, walkUnderDeaths } from "../kills/under-deaths.ts";
import { talkingFolder } from "../support/supervised.ts";

const WALKERS = 10;
const LEAST_DEATHS = 200;
const MINUTES = 20;

export const kills: Scenario = {
  what: "kill -9 of web, worker and neighbours at each await of launch, sign, validate, issue, deliver, notify",
  minutes: MINUTES + 7,
  async run() {
    const folder = await talkingFolder();
    return onInstallation(
      "kills",
      async (installation, office) => {
        const { planned, carried, walked, stuck } = await walkUnderDeaths(installation, office, {
          folder,
          walkers: WALKERS,
          minutes: MINUTES,
          choose: (deaths) => deaths,
        });
        return [
          reached("kills: processes killed", carried, "times", LEAST_DEATHS),
          figure("kills: share of all awaits and moments", carried / planned, "ratio"),
          limited("kills: orders that did not come to their end", stuck, "times", 0),
          reached("kills: orders that came to their end", walked, "times", WALKERS),
        ];
      },
      killable(folder),
      { workers: 2 },
    );
  },
};
