/**
 * Files by content. The address of a file is the SHA-256 of its bytes, lower-case hexadecimal. Whatever is put has to be
 * named by a row of the database within a day: what no row names is taken away (`documents/collect-unnamed-files.ts`).
 */
import type { Readable } from "node:stream";

export type StoredFile = { sha256: string; size: number };

/** Whether more can be put: `full` still gives what it has. */
export type FileStoreState = "ok" | "full" | "unreachable";

export interface FileStore {
  /**
   * Stores a stream; storing the same bytes twice keeps one copy, which counts as new. The file is there as a whole once
   * this returns, and nothing is left behind when the stream fails or the store refuses (`isStorageFull`).
   */
  put(content: Readable | Uint8Array): Promise<StoredFile>;
  /**
   * Throws when the file is missing. `range` is inclusive at both ends, in bytes. Without it a file that is not what its
   * name says ends in an error, before its last bytes.
   */
  get(sha256: string, range?: { start: number; end: number }): Promise<Readable>;
  /** The whole file in memory; only for what the portal itself made or bounded. Throws when it is not what its name says. */
  read(sha256: string): Promise<Uint8Array>;
  /** Takes it away for good, from wherever it is. */
  delete(sha256: string): Promise<void>;
  /** Whether it can take a file, within seconds; asked again and again, it costs little. */
  check(): Promise<FileStoreState>;
  /** Removes what was begun before this time and never finished. Gives how many there were. */
  sweep(before: Date): Promise<number>;

  /** The files under two first digits that were last put before this time. */
  stored(shard: string, before: Date): Promise<string[]>;
  /** Puts a file aside, where `get` and `read` still find it: they bring it back. */
  setAside(sha256: string): Promise<void>;
  /** The files under two first digits that were set aside before this time. */
  aside(shard: string, before: Date): Promise<string[]>;
  /** Whether it was there to be brought back. */
  bringBack(sha256: string): Promise<boolean>;
  /** Removes what was set aside; the file in its place stays, if there is one. */
  discard(sha256: string): Promise<void>;
}
