/** Carries a plan of deaths out, one after the other for each role, while others go about their work. */
import { setTimeout } from "node:timers/promises";
import { say } from "../../../bench/support/figures.ts";
import type { SupervisedInstallation } from "../support/supervised.ts";
import { issue, type Moment, type Verdict, verdictOn } from "./death-warrant.ts";

export type Role = "web" | "worker" | "neighbours";
export type Death = { role: Role; operation: string; await: number; moment: Moment };
export type Carried = Death & { awaits: readonly string[] };

/** For how long a run of the operation is waited for. */
const WAIT_SECONDS = 60;
/** A run may have had fewer awaits: the next one may have more. */
const TRIES = 6;

export class Executioner {
  readonly #installation: SupervisedInstallation;
  readonly #folder: string;
  /** Whoever died once at an operation is let through it: its next try comes later each time. */
  readonly #spared = new Map<string, string[]>();
  #ids = 0;

  /** `folder`: where the processes of the installation look for warrants. */
  constructor(installation: SupervisedInstallation, folder: string) {
    this.#installation = installation;
    this.#folder = folder;
  }

  /** The awaits of one whole run of the operation; empty when none came. */
  async count(role: Role, operation: string): Promise<readonly string[]> {
    return (await this.#await({ role, operation, await: 0, moment: "before" }))?.awaits ?? [];
  }

  /** Gives those that were carried out; stops when `isOver` says so. */
  async carryOut(deaths: readonly Death[], isOver: () => boolean): Promise<Carried[]> {
    const carried: Carried[] = [];
    for (const death of deaths) {
      if (isOver()) break;
      const verdict = await this.#kill(death);
      if (!verdict) continue;
      carried.push({ ...death, awaits: verdict.awaits });
      if (carried.length % 10 === 0) say(`  ${death.role}: ${carried.length} of ${deaths.length} deaths`);
    }
    return carried;
  }

  async #kill(death: Death): Promise<Verdict | undefined> {
    for (let tries = 0; tries < TRIES; tries++) {
      const verdict = await this.#await(death);
      if (!verdict) return undefined;
      if (!verdict.killed) continue;
      const spared = this.#spared.get(death.operation) ?? [];
      if (death.role === "worker") this.#spared.set(death.operation, [...spared, verdict.run]);
      await this.#untilBack(death.role, verdict.pid);
      return verdict;
    }
    return undefined;
  }

  async #await(death: Death): Promise<Verdict | undefined> {
    this.#ids += 1;
    const id = this.#ids;
    issue(this.#folder, { id, ...death, spared: this.#spared.get(death.operation) ?? [] });
    const until = performance.now() + WAIT_SECONDS * 1000;
    for (;;) {
      const verdict = verdictOn(this.#folder, id);
      if (verdict) return verdict;
      if (performance.now() > until) return undefined;
      await setTimeout(20);
    }
  }

  /** Another process takes the place of the dead one: nobody is killed before it has begun to work. */
  async #untilBack(role: Role, dead: number): Promise<void> {
    const ofRole = this.#installation.all.filter(({ place }) => place.role === role);
    for (;;) {
      const back = await Promise.all(ofRole.map(async (each) => each.pid !== dead && (await each.isReady())));
      if (back.every(Boolean)) return;
      await setTimeout(100);
    }
  }
}
