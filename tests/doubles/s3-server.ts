/** S3 servers on this machine: one that comes with the tests, and gofakes3 where it is installed. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { vi } from "vitest";
import { freePorts } from "../builders/portal-process.ts";

export const BUCKET = "portail";

export type S3Server = {
  endpoint: string;
  /** The variables with which the portal reaches it; those of the credentials are the SDK's own. */
  environment: Record<string, string>;
  stop(): Promise<void>;
};

const environmentOf = (endpoint: string) => ({
  S3_ENDPOINT: endpoint,
  S3_PATH_STYLE: "true",
  // The only ones that s3rver knows; gofakes3 takes any.
  AWS_ACCESS_KEY_ID: "S3RVER",
  AWS_SECRET_ACCESS_KEY: "S3RVER",
});

/** With an empty bucket `portail`, on a free port. */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), "portail-s3-"));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    directory,
    silent: true,
    // It reckons other signatures than S3 for what is asked of a bucket and not of an object.
    allowMismatchedSignatures: true,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    environment: environmentOf(endpoint),
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The program, if it is installed (`go install github.com/johannesboyne/gofakes3/cmd/gofakes3@latest`). */
export const GOFAKES3 = [...(process.env.PATH ?? "").split(delimiter), join(homedir(), "go", "bin")]
  .map((folder) => join(folder, "gofakes3"))
  .find((path) => existsSync(path));

/** The same with gofakes3, which also knows writes that are conditional. */
export async function startGofakes3(program: string): Promise<S3Server> {
  const [port] = await freePorts(1);
  const child = spawn(
    program,
    ["-backend", "memory", "-host", `127.0.0.1:${port}`, "-initialbucket", BUCKET],
    {
      stdio: "ignore",
    },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await vi.waitUntil(
    () =>
      fetch(endpoint).then(
        () => true,
        () => false,
      ),
    { timeout: 20_000 },
  );
  return {
    endpoint,
    environment: environmentOf(endpoint),
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await ended;
    },
  };
}
