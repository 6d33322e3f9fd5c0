/** Files by content. The address of a file is the SHA-256 of its bytes, lower-case hexadecimal. */
import type { Readable } from "node:stream";

export type StoredFile = { sha256: string; size: number };

export interface FileStore {
  /** Stores a stream; storing the same bytes twice keeps one copy. Nothing is left behind when the stream fails. */
  put(content: Readable | Uint8Array): Promise<StoredFile>;
  /** Throws when the file is missing. `range` is inclusive at both ends, in bytes. */
  get(sha256: string, range?: { start: number; end: number }): Promise<Readable>;
  /** The whole file in memory; only for what the portal itself made or bounded. */
  read(sha256: string): Promise<Uint8Array>;
  delete(sha256: string): Promise<void>;
}
