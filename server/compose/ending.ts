/**
 * How a process ends, in phases that are named and go in this order: others are told, what takes work takes no more, what is
 * under way ends, and only then what it works with is closed, the database last.
 */
import type { Logger } from "../platform/log.ts";

const PHASES = ["announce", "stopTaking", "drain", "closeClients", "closeDatabase"] as const;
type Phase = (typeof PHASES)[number];
type Step = { what: string; end: () => unknown };

export class Ending {
  readonly #steps: Record<Phase, Step[]> = {
    announce: [],
    stopTaking: [],
    drain: [],
    closeClients: [],
    closeDatabase: [],
  };
  readonly #cuts: (() => void)[] = [];
  readonly #log: Logger;
  #under: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Whoever sends work here is told to send it elsewhere, while it is still taken. */
  announce(what: string, end: () => unknown): void {
    this.#steps.announce.push({ what, end });
  }

  /** No further request, job or round is begun. */
  stopTaking(what: string, end: () => unknown): void {
    this.#steps.stopTaking.push({ what, end });
  }

  /** What is under way ends; each step bounds its own waiting. */
  drain(what: string, end: () => unknown): void {
    this.#steps.drain.push({ what, end });
  }

  /** Neighbours, threads and listeners. */
  closeClients(what: string, end: () => unknown): void {
    this.#steps.closeClients.push({ what, end });
  }

  closeDatabase(what: string, end: () => unknown): void {
    this.#steps.closeDatabase.push({ what, end });
  }

  /** What takes no time, and is all that a process does which ends at once. */
  cutOff(cut: () => void): void {
    this.#cuts.push(cut);
  }

  /** Does what takes no time, and nothing else. */
  cut(): void {
    for (const cut of this.#cuts) cut();
  }

  /**
   * Goes through the phases, once however often it is called. A step that fails is logged and keeps no other from its end.
   * What was taken up last is closed first; what only stops or drains does so side by side.
   */
  run(): Promise<void> {
    this.#under ??= this.#run();
    return this.#under;
  }

  async #run(): Promise<void> {
    for (const phase of ["announce", "stopTaking", "drain"] as const)
      await Promise.all(this.#steps[phase].map((step) => this.#end(step)));
    for (const phase of ["closeClients", "closeDatabase"] as const)
      for (const step of this.#steps[phase].toReversed()) await this.#end(step);
  }

  async #end({ what, end }: Step): Promise<void> {
    try {
      await end();
    } catch (error) {
      this.#log.error({ err: error, what }, "ending");
    }
  }
}
