/** What the portal uses of yazl 3, which comes without types. */
declare module "yazl" {
  import type { EventEmitter } from "node:events";
  import type { PassThrough, Readable } from "node:stream";

  type EntryOptions = { mtime?: Date; compressionLevel?: number };

  export class ZipFile extends EventEmitter {
    readonly outputStream: PassThrough;
    addReadStream(content: Readable, path: string, options?: EntryOptions): void;
    addBuffer(content: Buffer, path: string, options?: EntryOptions): void;
    end(): void;
  }
}
