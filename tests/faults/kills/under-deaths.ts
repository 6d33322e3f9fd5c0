/** Orders on their way through an installation whose processes are being killed. */
import { say } from "../../../bench/support/figures.ts";
import type { Office } from "../support/office.ts";
import type { SupervisedInstallation } from "../support/supervised.ts";
import { walk } from "../support/walk.ts";
import { type Death, Executioner, type Role } from "./executioner.ts";
import { planFor } from "./plan.ts";

const ROLES: readonly Role[] = ["web", "worker", "neighbours"];

/** What the processes of an installation are started with, so that they can be killed at an await. */
export const killable = (folder: string) => ({
  NODE_OPTIONS: `--import=${new URL("./loader.ts", import.meta.url).href}`,
  FAULTS_FOLDER: folder,
});

export type Killed = { planned: number; carried: number; walked: number; stuck: number };

/**
 * So many people take one order after the other through its life, while the deaths that `choose` leaves of all are carried
 * out, for so many minutes at most. Resolves when the orders that were begun have come to their end.
 */
export async function walkUnderDeaths(
  installation: SupervisedInstallation,
  office: Office,
  {
    folder,
    walkers,
    minutes,
    choose,
  }: {
    folder: string;
    walkers: number;
    minutes: number;
    choose: (deaths: readonly Death[]) => readonly Death[];
  },
): Promise<Killed> {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
  }, minutes * 60_000);
  const executioner = new Executioner(installation, folder);
  const walking = walkUntil(office, walkers, () => isOver);
  const plans = await Promise.all(ROLES.map((role) => planFor(executioner, role)));
  const deaths = choose(plans.flat());
  say(`  ${deaths.length} of ${plans.flat().length} awaits and moments are planned`);
  const carryOut = (role: Role) =>
    executioner.carryOut(
      role,
      deaths.filter((death) => death.role === role),
      () => isOver,
    );
  const carried = await Promise.all([carryOut("web"), carryOut("worker")]);
  // While the neighbours die, whatever needs them waits longer each time: last, that the others do not wait with it.
  carried.push(await carryOut("neighbours"));
  clearTimeout(timer);
  isOver = true;
  return { planned: deaths.length, carried: carried.flat().length, ...(await walking) };
}

/** How many orders came to their end, and how many did not in spite of all patience. */
async function walkUntil(
  office: Office,
  walkers: number,
  isOver: () => boolean,
): Promise<{ walked: number; stuck: number }> {
  const count = { walked: 0, stuck: 0 };
  await Promise.all(
    Array.from({ length: walkers }, async (_, walker) => {
      while (!isOver())
        try {
          await walk(office, { medium: walker % 2 === 0 ? "token" : "software" });
          count.walked += 1;
        } catch (error) {
          count.stuck += 1;
          say(`  FAULT ${String(error)}`);
        }
    }),
  );
  return count;
}
