/**
 * The time, as everything in the portal reads it. A demonstration sets it back to live through past weeks; tests
 * set it where they need it. Nothing else calls `new Date()` for "now".
 */
export type Clock = { now(): Date };

/** What the machine itself says. */
export const machineClock: Clock = { now: () => new Date() };

let correctionMs = 0;

/** The machine's time, or the database's where they disagree (`database-time.ts`). */
export const systemClock: Clock = { now: () => new Date(machineClock.now().getTime() + correctionMs) };

/** How far the time of this process is ahead of the machine's from now on, in milliseconds. */
export function correctSystemClock(milliseconds: number): void {
  correctionMs = milliseconds;
}

/** A clock that stands where it is put, and otherwise goes with the system's. */
export class SettableClock implements Clock {
  #set: Date | undefined;

  constructor(now?: Date) {
    this.#set = now;
  }

  now(): Date {
    return this.#set ? new Date(this.#set) : systemClock.now();
  }

  set(now: Date): void {
    this.#set = now;
  }

  /** Goes with the system's clock again. */
  release(): void {
    this.#set = undefined;
  }
}
