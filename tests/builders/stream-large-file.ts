/**
 * A program of its own, for what it holds can then be measured: puts a file of 256 MB into the store of the environment,
 * reads it back, and prints by how many MB its memory grew at most.
 */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { composeFileStore } from "../../server/compose/file-store.ts";
import { readConfig } from "../../server/platform/config.ts";
import { createLogger } from "../../server/platform/log.ts";

const KB_A_MB = 1024;
const CHUNK = Buffer.alloc(64 * 1024, "pièce ");
const CHUNKS = 4096;

const files = await composeFileStore(readConfig(process.env), createLogger("silent"));
// What the first file needs, every other one does too.
await files.delete((await files.put(Readable.from([CHUNK]))).sha256);
const before = process.resourceUsage().maxRSS;

const { sha256 } = await files.put(
  Readable.from(
    (function* () {
      for (let i = 0; i < CHUNKS; i += 1) yield CHUNK;
    })(),
  ),
);
const hash = createHash("sha256");
for await (const part of await files.get(sha256)) hash.update(part);
await files.delete(sha256);
if (hash.digest("hex") !== sha256) throw new Error("another file came back");
process.stdout.write(String(Math.round((process.resourceUsage().maxRSS - before) / KB_A_MB)));
