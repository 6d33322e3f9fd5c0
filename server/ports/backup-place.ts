/**
 * Where backups are kept. Each is what stands under its own name, `2026-11-29T221500.000Z/…`; the files of the portal are
 * common to all backups of a place, by content, so that the next backup copies what is new.
 */
import type { Readable } from "node:stream";
import type { FileStore, StoredFile } from "./file-store.ts";

export interface BackupPlace {
  /** The place as an administrator wrote it, for messages. */
  readonly address: string;
  readonly files: FileStore;
  /** Keeps a stream under a name: whole and for good once this returns, or not at all. */
  write(name: string, content: AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** Undefined when there is none. */
  read(name: string): Promise<Readable | undefined>;
  /** The names of the backups, oldest first; of those begun and never ended too. */
  names(): Promise<string[]>;
}
