/** What a store holds in memory while a file passes. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BUCKET, type S3Server, startS3Server } from "../doubles/s3-server.ts";

let server: S3Server;
let dataDir: string;
beforeAll(async () => {
  server = await startS3Server();
  dataDir = await mkdtemp(join(tmpdir(), "portail-large-"));
});
afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test.each([
  ["a folder", () => ({})],
  ["S3", () => ({ FILE_STORE: `s3://${BUCKET}/large`, ...server.environment })],
])("FILES-1 a file of 256 MB passes through %s within 96 MB of memory", async (_, environment) => {
  const { stdout } = await promisify(execFile)(process.execPath, ["tests/builders/stream-large-file.ts"], {
    env: { ...process.env, DATA_DIR: dataDir, DEMO: "false", ...environment() },
  });
  expect(Number(stdout)).toBeLessThan(96);
});
