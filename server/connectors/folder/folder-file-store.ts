/** Files in a folder, named by their content: the embedded `FileStore`. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeFolder, putInPlace, writeAside } from "../../platform/durable-file.ts";
import type { FileStore, StoredFile } from "../../ports/file-store.ts";

/** A store in `folder`, made if missing. */
export async function createFolderFileStore(folder: string): Promise<FileStore> {
  const incoming = join(folder, "incoming");
  await makeFolder(incoming);
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a file's address");
    return join(folder, sha256.slice(0, 2), sha256);
  };

  async function put(content: Readable | Uint8Array): Promise<StoredFile> {
    const temporary = join(incoming, randomUUID());
    const hash = createHash("sha256");
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    const source = content instanceof Readable ? content : Readable.from([content]);
    // The bytes reach the disk before the database says that the file exists.
    await pipeline(source, measure, (chunks: AsyncIterable<Uint8Array>) => writeAside(temporary, chunks));
    const sha256 = hash.digest("hex");
    await putInPlace(temporary, pathOf(sha256));
    return { sha256, size };
  }

  return {
    put,
    async get(sha256, range) {
      await access(pathOf(sha256));
      return createReadStream(pathOf(sha256), range ?? {});
    },
    read: async (sha256) => readFile(pathOf(sha256)),
    delete: (sha256) => rm(pathOf(sha256), { force: true }),
  };
}
