/** A file that only grows, one JSON record a line. What was appended is on the disk before it is answered for. */
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "../../server/platform/durable-file.ts";

export class RecordLog<T> {
  readonly #path: string;
  /** In bytes: where the next record begins. */
  #end: number;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, end: number) {
    this.#path = path;
    this.#end = end;
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
      const end = Buffer.byteLength(whole);
      await file.truncate(end);
      await file.sync();
      await syncFolder(dirname(path));
      return { log: new RecordLog<T>(path, end), records };
    } finally {
      await file.close();
    }
  }

  /** Resolves once the record is on the disk, one after the other. One that could not be written leaves nothing. */
  append(record: T): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    const written = this.#last.then(() => this.#write(line));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #write(line: Buffer): Promise<void> {
    const file = await open(this.#path, "a");
    try {
      await file.appendFile(line);
      await file.datasync();
      this.#end += line.length;
    } catch (error) {
      await file.truncate(this.#end);
      throw error;
    } finally {
      await file.close();
    }
  }
}
