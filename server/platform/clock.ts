/**
 * The time, as everything in the portal reads it. A demonstration sets it back to live through past weeks; tests
 * set it where they need it. Nothing else calls `new Date()` for "now".
 */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands where it is put, and otherwise goes with the system's. */
export class SettableClock implements Clock {
  #set: Date | undefined;

  constructor(now?: Date) {
    this.#set = now;
  }

  now(): Date {
    return this.#set ? new Date(this.#set) : new Date();
  }

  set(now: Date): void {
    this.#set = now;
  }

  /** Goes with the system's clock again. */
  release(): void {
    this.#set = undefined;
  }
}
