/** Where files go is tried out at the start: one line says what is wrong and how to mend it. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { captureLog } from "../../tests/builders/captured-log.ts";
import { freePorts } from "../../tests/builders/portal-process.ts";
import { type RefusingS3, startRefusingS3 } from "../../tests/doubles/s3-refusing.ts";
import { BUCKET, type S3Server, startS3Server } from "../../tests/doubles/s3-server.ts";
import { ConfigurationError, readConfig } from "../platform/config.ts";
import { createLogger } from "../platform/log.ts";
import { composeAnchors, composeFileStore } from "./file-store.ts";

let server: S3Server;
let before: RefusingS3;
beforeAll(async () => {
  server = await startS3Server();
  before = await startRefusingS3(server.endpoint);
});
afterAll(async () => {
  await before?.stop();
  await server?.stop();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portail-compose-"));
  for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  before.refuse(undefined);
  await rm(folder, { recursive: true, force: true });
});

const configWith = (environment: Record<string, string> = {}) =>
  readConfig({ DATA_DIR: join(folder, "data"), ...server.environment, ...environment });
const compose = (environment: Record<string, string> = {}) =>
  composeFileStore(configWith(environment), createLogger("silent"));
const S3 = `s3://${BUCKET}/ae/files`;

describe("FILES-1 the place of the files", () => {
  test("is a folder of DATA_DIR unless another is named, and being tried out leaves nothing there", async () => {
    await compose();
    const names = async (path: string) =>
      (await readdir(path, { withFileTypes: true, recursive: true })).filter((entry) => entry.isFile());
    expect(await names(join(folder, "data"))).toEqual([]);
    const mount = join(folder, "mount");
    const files = await compose({ FILE_STORE: mount });
    await files.put(Buffer.from("kept"));
    expect(await names(mount)).toHaveLength(1);
    expect(await names(join(folder, "data"))).toEqual([]);
  });

  test("is a bucket, in which two prefixes know nothing of each other", async () => {
    const [one, other] = [await compose({ FILE_STORE: S3 }), await compose({ FILE_STORE: `${S3}-2` })];
    const { sha256 } = await one.put(Buffer.from("of the one"));
    expect(Buffer.from(await one.read(sha256)).toString()).toBe("of the one");
    await expect(other.read(sha256)).rejects.toThrow();
    expect(await one.stored(sha256.slice(0, 2), new Date("2099-01-01"))).toEqual([sha256]);
  });

  test("HISTORY-2 is the anchors' too, and a copy of them goes where ANCHORS_COPY says", async () => {
    const { store, copy } = await composeAnchors(configWith({ FILE_STORE: S3, ANCHORS_COPY: folder }));
    expect([store.address, copy?.address]).toEqual([S3, folder]);
    expect((await composeAnchors(configWith())).copy).toBeUndefined();
  });

  test("that is full does not keep the portal from starting: what is there can be read", async () => {
    before.refuse({ status: 507, code: "XMinioStorageFull" });
    const { log, written } = captureLog();
    const files = await composeFileStore(configWith({ FILE_STORE: S3, S3_ENDPOINT: before.endpoint }), log);
    expect(written.join()).toContain("the file store is full");
    expect(await files.check()).toBe("full");
  });

  const refusal = async (environment: Record<string, string>) =>
    compose(environment).then(
      () => undefined,
      (error: unknown) => error,
    );

  test.each([
    ["a bucket that does not exist", async () => ({ FILE_STORE: "s3://nowhere/files" }), "no such bucket"],
    [
      "an endpoint where nothing answers",
      async () => ({ FILE_STORE: S3, S3_ENDPOINT: `http://127.0.0.1:${(await freePorts(1))[0]}` }),
      "check S3_ENDPOINT",
    ],
    [
      "credentials that may not write",
      async () => {
        before.refuse({ status: 403, code: "AccessDenied" });
        return { FILE_STORE: S3, S3_ENDPOINT: before.endpoint };
      },
      "s3:PutObject",
    ],
    [
      "credentials that nobody knows",
      async () => {
        before.refuse({ status: 403, code: "InvalidAccessKeyId" });
        return { FILE_STORE: S3, S3_ENDPOINT: before.endpoint };
      },
      "AWS_ACCESS_KEY_ID",
    ],
    [
      "a bucket of another region",
      async () => {
        before.refuse({ status: 400, code: "AuthorizationHeaderMalformed" });
        return { FILE_STORE: S3, S3_ENDPOINT: before.endpoint };
      },
      "set S3_REGION",
    ],
    [
      "a path that is a file",
      async () => {
        await writeFile(join(folder, "file"), "");
        return { FILE_STORE: join(folder, "file", "files") };
      },
      "it is no folder",
    ],
    [
      "an answer that nobody foresaw",
      async () => {
        before.refuse({ status: 418, code: "Teapot" });
        return { FILE_STORE: S3, S3_ENDPOINT: before.endpoint };
      },
      "Teapot",
    ],
  ])(
    "stops the start at %s, with one line that names it and how to mend it",
    async (_, environment, mend) => {
      const given = await environment();
      const error = await refusal(given);
      expect(error).toBeInstanceOf(ConfigurationError);
      const { message } = error as Error;
      expect(message).toMatch(/^FILE_STORE=[^\n]+: [^\n]+$/);
      expect(message).toContain(given.FILE_STORE);
      expect(message).toContain(mend);
    },
  );

  // Reason: root may write everywhere.
  test.skipIf(process.getuid?.() === 0)("stops the start at a folder that is not the portal's", async () => {
    const closed = join(folder, "closed");
    await mkdir(closed);
    await chmod(closed, 0o500);
    expect(String(await refusal({ FILE_STORE: join(closed, "files") }))).toContain("account may not write");
  });

  test("without a region or an endpoint asks for one", async () => {
    for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION", "S3_ENDPOINT"]) vi.stubEnv(name, undefined);
    vi.stubEnv("AWS_CONFIG_FILE", join(folder, "none"));
    const config = readConfig({ DATA_DIR: folder, FILE_STORE: S3 });
    await expect(composeFileStore(config, createLogger("silent"))).rejects.toThrow(
      "set S3_REGION or S3_ENDPOINT",
    );
  });

  test("without credentials says where they are looked for", async () => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"])
      vi.stubEnv(name, undefined);
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"])
      vi.stubEnv(name, join(folder, "none"));
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    await expect(compose({ FILE_STORE: S3 })).rejects.toThrow("set AWS_ACCESS_KEY_ID");
  });
});
