import { Malformed } from "../reading/malformed.ts";

/** Of about 64 bytes each, at most three quarters of the memory that a validation may take. */
const UNITS = 3_000_000;

/**
 * How much of one file may be turned into values. A heap that is full may end the whole process rather than the thread that
 * filled it: a hostile file must be refused before.
 */
export class Allowance {
  #left = UNITS;

  /** Throws {@link Malformed} once there was too much. */
  take(units: number): void {
    this.#left -= units;
    if (this.#left < 0) throw new Malformed("more values than are read of one file");
  }
}
