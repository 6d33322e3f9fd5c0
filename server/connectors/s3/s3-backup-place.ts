/** Backups in a bucket. As with files, what is written waits in a file of this machine until its size and SHA-256 are known. */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Measure } from "../../platform/content-address.ts";
import { makeFolder, writeAside } from "../../platform/durable-file.ts";
import type { BackupPlace } from "../../ports/backup-place.ts";
import { createS3FileStore } from "./s3-file-store.ts";
import type { S3Space } from "./s3-space.ts";

const FILES = "files";

/** `filesSpace` is what begins with `files/` in `space`; `incoming` a folder of this machine, made if missing. */
export async function createS3BackupPlace(
  address: string,
  { space, filesSpace }: { space: S3Space; filesSpace: S3Space },
  incoming: string,
): Promise<BackupPlace> {
  await makeFolder(incoming);
  return {
    address,
    files: await createS3FileStore(filesSpace, incoming),
    async write(name, content) {
      const waiting = join(incoming, randomUUID());
      const measure = new Measure();
      await writeAside(waiting, measure.pass(content));
      try {
        const stored = { sha256: measure.sha256(), size: measure.size };
        await space.put(name, { ...stored, body: createReadStream(waiting) });
        return stored;
      } finally {
        await rm(waiting, { force: true });
      }
    },
    read: (name) => space.get(name),
    names: async () => (await space.folders("")).filter((name) => name !== FILES).toSorted(),
  };
}
