/** Anchors in a bucket, under `anchors/`. With an object lock on it not even its owner takes one back. */
import { createHash } from "node:crypto";
import type { AnchorStore } from "../../ports/anchor-store.ts";
import type { S3Space } from "./s3-space.ts";

const ROOT = "anchors/";

/** `address` is how an administrator calls the place. */
export function createS3AnchorStore(space: S3Space, address: string): AnchorStore {
  return {
    address,
    async add(name, content) {
      const body = Buffer.from(content);
      const sha256 = createHash("sha256").update(body).digest("hex");
      await space.putIfAbsent(ROOT + name, { body, size: body.length, sha256 });
    },
    async read(name) {
      const content = await space.get(ROOT + name);
      if (!content) throw new Error("no such anchor");
      return Buffer.concat(await content.toArray()).toString("utf8");
    },
    days: () => space.folders(ROOT),
    list: async (day) =>
      (await space.list(day ? `${ROOT}${day}/` : ROOT)).map(({ key }) => key.slice(ROOT.length)),
  };
}
