/**
 * Where anchors of the journal are kept: small texts with a name, a folder for each day. They are only ever added. A name
 * is `2026-11-29/…`, and sorts by what it says.
 */
export interface AnchorStore {
  /** The place as an administrator wrote it, for messages. */
  readonly address: string;
  /** Adds one; what is there under its name stays as it is. Kept for good once this returns. */
  add(name: string, content: string): Promise<void>;
  read(name: string): Promise<string>;
  /** The days of which there are anchors, oldest first. */
  days(): Promise<string[]>;
  /** The names of a day's anchors, or of all, oldest first. */
  list(day?: string): Promise<string[]>;
}

/** Beside the files, and off the host if that was asked for. */
export type AnchorPlaces = { store: AnchorStore; copy: AnchorStore | undefined };
