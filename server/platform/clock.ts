/**
 * The time, as everything in the portal reads it. A demonstration sets it back to live through past weeks; tests
 * set it where they need it. Nothing else calls `new Date()` for "now".
 */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands where it is put. */
export class SettableClock implements Clock {
  #now: Date;
  constructor(now: Date) {
    this.#now = now;
  }
  now(): Date {
    return new Date(this.#now);
  }
  set(now: Date): void {
    this.#now = now;
  }
}
