/** Holds whoever comes until it is opened, and tells of the first who came. */
export class Gate {
  readonly #arrival = Promise.withResolvers<void>();
  readonly #opening = Promise.withResolvers<void>();

  /** Somebody waits at it. */
  readonly arrived = this.#arrival.promise;

  /** Waits until it is open. */
  pass(): Promise<void> {
    this.#arrival.resolve();
    return this.#opening.promise;
  }

  open(): void {
    this.#opening.resolve();
  }
}
