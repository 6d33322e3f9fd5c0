import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, vi } from "vitest";
import { anchorStoreContract } from "../../../tests/contracts/anchor-store.ts";
import { type FileStoreUnderTest, fileStoreContract } from "../../../tests/contracts/file-store.ts";
import {
  BUCKET,
  GOFAKES3,
  type S3Server,
  startGofakes3,
  startS3Server,
} from "../../../tests/doubles/s3-server.ts";
import { createS3AnchorStore } from "./s3-anchor-store.ts";
import { createS3FileStore } from "./s3-file-store.ts";
import { openS3Space } from "./s3-space.ts";

function onServer(name: string, start: () => Promise<S3Server>, anchorsADay?: number): void {
  let server: S3Server;
  beforeAll(async () => {
    server = await start();
    for (const [variable, value] of Object.entries(server.environment)) vi.stubEnv(variable, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.stop();
  });
  /** A part of the bucket that nobody else uses. */
  const space = () =>
    openS3Space(
      { kind: "s3", bucket: BUCKET, prefix: `${randomUUID()}/files/` },
      { endpoint: server.endpoint, region: "us-east-1", pathStyle: true },
    );

  fileStoreContract(name, async (): Promise<FileStoreUnderTest> => {
    const own = space();
    const incoming = await mkdtemp(join(tmpdir(), "portail-incoming-"));
    return {
      files: await createS3FileStore(own, incoming),
      everything: async () => [
        ...(await own.list("")).map(({ key }) => key),
        ...(await readdir(incoming)).toSorted(),
      ],
      async leaveHalfWritten(at) {
        const path = join(incoming, randomUUID());
        await writeFile(path, "half");
        await utimes(path, at, at);
      },
      async damage(sha256) {
        const [body, of] = [
          Buffer.from("damaged"),
          "7d68dfa5eb4df9fe1f3b8c8ef8ba94dd6c4ec0d5b4e4ef4d8d6e6e0f0a1f3a3a",
        ];
        await own.put(`${sha256.slice(0, 2)}/${sha256}`, { body, size: body.length, sha256: of });
      },
      stop: () => rm(incoming, { recursive: true, force: true }),
    };
  });

  anchorStoreContract(name, async () => createS3AnchorStore(space(), `s3://${BUCKET}`), anchorsADay);
}

// It answers with errors of its own when hundreds of objects are made at once.
describe("on s3rver", () => onServer("S3 (s3rver)", startS3Server, 20));

// Reason: a program of its own, in Go; the tests bring none.
describe.skipIf(!GOFAKES3)("on gofakes3, where it is installed", () =>
  onServer("S3 (gofakes3)", () => startGofakes3(GOFAKES3 ?? "")),
);
