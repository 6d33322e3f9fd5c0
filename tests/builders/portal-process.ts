/** The portal as `npm start` runs it: a process of its own, on free ports and in a folder that is gone afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProcessRole } from "../../server/platform/process-roles.ts";

export type RoleProcess = {
  pid: number;
  /** What it wrote to standard output so far: where to go, and its log. */
  said(): string;
  /** What it wrote to standard error so far. */
  complained(): string;
  /** Resolves when it says where to go, and rejects when it ends before. */
  ready: Promise<void>;
  /** Resolves when it is over, with its exit status: null when a signal ended it. */
  ended: Promise<number | null>;
  /** Stops it as an administrator does. */
  stop(): Promise<void>;
};

export type PortalProcess = Omit<RoleProcess, "ready" | "ended" | "complained"> & {
  url: string;
  neighboursUrl: string;
  cardUrl: string;
  dataDir: string;
};

/** Starts it with these variables beside the defaults; rejects with what it said when it ends before it is ready. */
export async function startPortalProcess(environment: Record<string, string> = {}): Promise<PortalProcess> {
  const { ready, ended: _, ...portal } = await spawnPortalProcess(environment);
  await ready;
  return portal;
}

/** The same, without waiting: `ready` resolves when it says where to go, and rejects when it ends before. */
export async function spawnPortalProcess(
  environment: Record<string, string> = {},
): Promise<PortalProcess & Pick<RoleProcess, "ready" | "ended">> {
  const dataDir = await makeDataDir();
  const [port, neighboursPort, cardPort] = await freePorts(3);
  const portal = spawnRole("all", {
    DATA_DIR: dataDir,
    PORT: String(port),
    NEIGHBOURS_PORT: String(neighboursPort),
    CARD_PORT: String(cardPort),
    ...environment,
  });
  return {
    url: `http://localhost:${port}`,
    neighboursUrl: `http://localhost:${neighboursPort}`,
    cardUrl: `https://localhost:${cardPort}`,
    dataDir,
    ...portal,
    async stop() {
      await portal.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An empty folder for the data of a portal. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "portail-process-"));
  // The embedded database, which may run as another user, must be able to enter.
  await chmod(dataDir, 0o755);
  return dataDir;
}

/** A process of the portal in this role, with these variables beside those of the tests. */
export function spawnRole(role: ProcessRole, environment: Record<string, string>): RoleProcess {
  const child = spawn(process.execPath, ["server/main.ts", "--role", role], {
    // What tests start on a database of theirs is a demonstration still.
    env: {
      ...process.env,
      LOG_LEVEL: "warn",
      ...(needsDemoIdentities(environment) ? { DEMO_IDENTITIES: "true" } : {}),
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  let complained = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
    if (!/^Debugger |debugging\n$/.test(chunk.toString())) process.stderr.write(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    // None when it could not be started at all, which `ready` tells.
    pid: child.pid ?? Number.NaN,
    said: () => said,
    complained: () => complained,
    ready: ready(child, () => said),
    ended,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const needsDemoIdentities = ({ DATABASE_URL, OIDC_ISSUER, SMTP_URL }: Record<string, string>) =>
  Boolean(DATABASE_URL) && !(OIDC_ISSUER && SMTP_URL);

/** Resolves when it says where to go; rejects when it ends before. */
function ready(portal: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    portal.stdout?.on("data", () => {
      if (said().includes('"ready":{')) resolve();
    });
    portal.once("exit", (code) => reject(new Error(`The portal ended with ${code}: ${said()}`)));
  });
}

/** Ports that nobody listens on now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" && address ? address.port : 0);
          }),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
