/** A file that only grows, one JSON record a line. What was appended is on the disk before it is answered for. */
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { appendDurably, syncFolder } from "../../server/platform/durable-file.ts";

export class RecordLog<T> {
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Opens the file, made when missing, and gives its records, oldest first. A last line that a killed process left
   * unfinished was never answered for: the next record takes its place. Throws when another line is not a record.
   */
  static async open<T>(path: string): Promise<{ log: RecordLog<T>; records: T[] }> {
    const file = await open(path, "a+", 0o600);
    try {
      const text = await file.readFile("utf8");
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      const lines = whole.split("\n").slice(0, -1);
      const records = lines.map((line) => JSON.parse(line) as T);
      await file.truncate(Buffer.byteLength(whole));
      await file.sync();
      await syncFolder(dirname(path));
      return { log: new RecordLog<T>(path), records };
    } finally {
      await file.close();
    }
  }

  /** Resolves once the record is on the disk, one after the other. One that could not be written leaves nothing. */
  append(record: T): Promise<void> {
    const line = `${JSON.stringify(record)}\n`;
    const written = this.#last.then(() => appendDurably(this.#path, line));
    this.#last = written.catch(() => undefined);
    return written;
  }
}
