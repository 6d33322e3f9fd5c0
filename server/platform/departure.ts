/** A process that is about to stop says so before it does, to whoever sends it requests. */
import { setTimeout as delay } from "node:timers/promises";
import type { PartState } from "./readiness.ts";

export class Departure {
  #announced = false;

  /** Says from now on that the process is stopping, and gives the others `seconds` to hear of it while it goes on as before. */
  async announce(seconds: number): Promise<void> {
    this.#announced = true;
    await delay(seconds * 1000);
  }

  async check(): Promise<PartState> {
    return this.#announced ? "stopping" : "ok";
  }
}
