import { appendFileSync, renameSync, statSync } from "node:fs";

/** A text file that only grows to a size, and then becomes the one before, of which one is kept. */
export class BoundedLog {
  readonly #path: string;
  readonly #largest: number;
  #size: number;

  /** `largest` in bytes; the disk holds twice as much. */
  constructor(path: string, largest: number) {
    this.#path = path;
    this.#largest = largest;
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** What cannot be written, on a full disk, is lost: a log is no reason to end. */
  write(chunk: Uint8Array): void {
    try {
      if (this.#size > 0 && this.#size + chunk.length > this.#largest) {
        renameSync(this.#path, `${this.#path}.1`);
        this.#size = 0;
      }
      appendFileSync(this.#path, chunk, { mode: 0o600 });
      this.#size += chunk.length;
    } catch {
      // See above.
    }
  }
}
