/** A start that somebody watches: it says what it begins, and between two steps it can be stopped. */

/** What a start is at. */
export type Stage =
  | { what: "database" | "neighbours" | "othersDemonstration" }
  /** Scenes of the demonstration. */
  | { what: "demonstration"; done: number; of: number };

export class WatchedStart {
  /** Aborted when the start is to end where it is. */
  readonly signal: AbortSignal;
  readonly #tell: (stage: Stage) => void;

  /** By default nobody watches, and it goes to its end. */
  constructor(signal: AbortSignal = new AbortController().signal, tell: (stage: Stage) => void = () => {}) {
    this.signal = signal;
    this.#tell = tell;
  }

  /** Throws the signal's reason when the start is to end; tells who watches otherwise. */
  begin(stage: Stage): void {
    this.goOn();
    this.#tell(stage);
  }

  /** Throws the signal's reason when the start is to end. */
  goOn(): void {
    this.signal.throwIfAborted();
  }
}
