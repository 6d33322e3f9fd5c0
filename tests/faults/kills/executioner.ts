/** Carries plans of deaths out, one after the other for each role, while others go about their work. */
import { setTimeout } from "node:timers/promises";
import { say } from "../../../bench/support/figures.ts";
import type { SupervisedInstallation } from "../support/supervised.ts";
import { issue, type Moment, type Verdict, verdictOn, type Warrant } from "./death-warrant.ts";

export type Role = "web" | "worker" | "neighbours";
export type Death = { role: Role; operation: string; await: number; moment: Moment };

/** For how long nothing of what is planned may be met. */
const WAIT_SECONDS = 150;
/** A run may have fewer awaits than the one that was counted: the next one may have more. */
const TRIES = 6;

/**
 * So often one run may die at an operation, then it is let through: a job, and a signatory whose turn a dead process still
 * has, wait for longer each time; whoever asks a web process again loses patience.
 */
const MOST_DEATHS: Record<Role, number> = { web: 4, worker: 1, neighbours: 1 };

export class Executioner {
  readonly #installation: SupervisedInstallation;
  readonly #folder: string;
  /** The runs that died, once for each death, by operation. */
  readonly #died = new Map<string, string[]>();
  #ids = 0;

  /** `folder`: where the processes of the installation look for warrants. */
  constructor(installation: SupervisedInstallation, folder: string) {
    this.#installation = installation;
    this.#folder = folder;
  }

  /** The awaits of the longest of so many runs of each operation. */
  async count(
    role: Role,
    operations: readonly string[],
    runs: number,
  ): Promise<Map<string, readonly string[]>> {
    const longest = new Map<string, readonly string[]>();
    const left = operations.flatMap((operation) => Array.from({ length: runs }, () => operation));
    while (left.length > 0) {
      const met = await this.#meet(
        role,
        [...new Set(left)].map((operation) => ({ role, operation, await: 0, moment: "before" })),
      );
      if (!met) break;
      const { operation } = met.death;
      left.splice(left.indexOf(operation), 1);
      if (met.verdict.awaits.length > (longest.get(operation)?.length ?? 0))
        longest.set(operation, met.verdict.awaits);
    }
    return longest;
  }

  /** Gives those that were carried out; stops when `isOver` says so. */
  async carryOut(role: Role, deaths: readonly Death[], isOver: () => boolean): Promise<Death[]> {
    const carried: Death[] = [];
    const left = [...deaths];
    const tries = new Map<Death, number>();
    while (left.length > 0 && !isOver()) {
      // The next of each operation: whichever is met first.
      const next = [...Map.groupBy(left, ({ operation }) => operation).values()].flatMap((list) =>
        list.slice(0, 1),
      );
      const met = await this.#meet(role, next);
      if (!met) break;
      const { death, verdict } = met;
      const tried = (tries.get(death) ?? 0) + 1;
      tries.set(death, tried);
      if (!verdict.killed && tried < TRIES) continue;
      left.splice(left.indexOf(death), 1);
      if (!verdict.killed) continue;
      carried.push(death);
      this.#died.set(death.operation, [...(this.#died.get(death.operation) ?? []), verdict.run]);
      if (carried.length % 20 === 0) say(`  ${role}: ${carried.length} of ${deaths.length} deaths`);
      await this.#untilBack(role, verdict.pid);
    }
    return carried;
  }

  /** Of a call that names nothing of its own, as those of ports, all runs are alike: none is spared. */
  #spared({ role, operation }: Death): string[] {
    const died = this.#died.get(operation) ?? [];
    const often = died.filter((run) => died.filter((each) => each === run).length >= MOST_DEATHS[role]);
    return [...new Set(often)].filter((run) => !operation.endsWith(run));
  }

  /** Which of these was met first, and what became of it; undefined when none was. */
  async #meet(role: Role, deaths: readonly Death[]): Promise<{ death: Death; verdict: Verdict } | undefined> {
    const byId = new Map(
      deaths.map((death) => {
        this.#ids += 1;
        return [this.#ids, death];
      }),
    );
    const warrants = [...byId].map(
      ([id, death]): Warrant => ({
        id,
        operation: death.operation,
        await: death.await,
        moment: death.moment,
        spared: this.#spared(death),
      }),
    );
    issue(this.#folder, role, warrants);
    const until = performance.now() + WAIT_SECONDS * 1000;
    while (performance.now() < until) {
      for (const [id, death] of byId) {
        const verdict = verdictOn(this.#folder, id);
        if (verdict) return { death, verdict };
      }
      await setTimeout(20);
    }
    return undefined;
  }

  /** One that is not the dead one works: nobody is killed while nobody is there. */
  async #untilBack(role: Role, dead: number): Promise<void> {
    const ofRole = this.#installation.all.filter(({ place }) => place.role === role);
    for (;;) {
      const back = await Promise.all(ofRole.map(async (each) => each.pid !== dead && (await each.isReady())));
      if (back.some(Boolean)) return;
      await setTimeout(250);
    }
  }
}
