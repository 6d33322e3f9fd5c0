/** Processes killed (SIGKILL) at every await of what takes an order through its life, while ten orders are on their way. */
import { reached, say } from "../../../bench/support/figures.ts";
import type { Death, Role } from "../kills/executioner.ts";
import { Executioner } from "../kills/executioner.ts";
import { OPERATIONS, planFor } from "../kills/plan.ts";
import { onInstallation, type Scenario } from "../scenario.ts";
import type { Office } from "../support/office.ts";
import { talkingFolder } from "../support/supervised.ts";
import { walk } from "../support/walk.ts";

const WALKERS = 8;
const LEAST_DEATHS = 200;
const MINUTES = 18;

export const kills: Scenario = {
  what: "kill -9 of web, worker and neighbours at each await of launch, sign, validate, issue, deliver, notify",
  minutes: MINUTES + 7,
  async run() {
    const folder = await talkingFolder();
    return onInstallation(
      "kills",
      async (installation, office) => {
        const executioner = new Executioner(installation, folder);
        let isOver = false;
        const walkers = walkUntil(office, () => isOver);
        const timer = setTimeout(() => {
          isOver = true;
        }, MINUTES * 60_000);
        const deaths = await planned(executioner);
        say(`  ${deaths.length} deaths are planned`);
        const roles: Role[] = ["web", "worker", "neighbours"];
        const carried = await Promise.all(
          roles.map((role) =>
            executioner.carryOut(
              deaths.filter((death) => death.role === role),
              () => isOver,
            ),
          ),
        );
        clearTimeout(timer);
        isOver = true;
        const walked = await walkers;
        return [
          reached("kills: processes killed", carried.flat().length, "times", LEAST_DEATHS),
          reached("kills: of the planned ones", carried.flat().length / deaths.length, "ratio", 0.9),
          reached("kills: orders that came to their end meanwhile", walked, "times", WALKERS),
        ];
      },
      {
        NODE_OPTIONS: `--import=${new URL("../kills/loader.ts", import.meta.url).href}`,
        FAULTS_FOLDER: folder,
      },
    );
  },
};

/** Counted while nobody dies, by role side by side; then turn by turn from all operations of a role. */
async function planned(executioner: Executioner): Promise<Death[]> {
  const byRole = Map.groupBy(OPERATIONS, ({ role }) => role);
  const plans = await Promise.all(
    [...byRole.values()].map(async (operations) => {
      const ofRole: Death[][] = [];
      for (const operation of operations) ofRole.push(await planFor(executioner, operation));
      return interleaved(ofRole);
    }),
  );
  return plans.flat();
}

/** One of each in turn: the same operation is not met twice in a row while others wait. */
function interleaved<T>(lists: readonly T[][]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
}

/** Several orders at a time, one after the other; gives how many came to their end. */
async function walkUntil(office: Office, isOver: () => boolean): Promise<number> {
  let walked = 0;
  await Promise.all(
    Array.from({ length: WALKERS }, async (_, walker) => {
      while (!isOver()) {
        await walk(office, { medium: walker % 2 === 0 ? "token" : "software" });
        walked += 1;
      }
    }),
  );
  return walked;
}
