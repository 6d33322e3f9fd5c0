/** The portal as it is started in production, in a process of its own: client and server share no event loop. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Role } from "../../domain/access/permissions.ts";
import { signInAs } from "../../tests/builders/sessions.ts";

export type Answer = { status: number; bytes: number; milliseconds: number };

export type PortalProcess = {
  /** Where a browser finds it. */
  url: string;
  /** Opens a session as a sign-in would; gives its cookie. */
  signIn(role: Role, registrationAuthorities?: string[]): Promise<string>;
  /** Reads the whole answer. */
  get(path: string, cookie: string): Promise<Answer>;
  /** The most memory that the process ever held, in MB. */
  peakMemory(): Promise<number>;
  stop(): Promise<void>;
};

export async function startPortalProcess(databaseUrl: string, folder: string): Promise<PortalProcess> {
  const [port = 0, neighbours = 0, card = 0] = await freePorts(3);
  const server = spawn(process.execPath, ["server/main.ts"], {
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: databaseUrl,
      DATA_DIR: join(folder, "data"),
      PORT: String(port),
      NEIGHBOURS_PORT: String(neighbours),
      CARD_PORT: String(card),
      DEMO: "false",
      DEMO_IDENTITIES: "true",
      LOG_LEVEL: "error",
      RATE_LIMIT_PER_MINUTE: "1000000000",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => server.kill());
  await ready(server.stdout, once(server, "exit"));
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });

  return {
    url: `http://localhost:${port}`,
    signIn: (role, registrationAuthorities) => signInAs(databaseUrl, role, registrationAuthorities),
    get: (path, cookie) =>
      new Promise((resolve, reject) => {
        const start = performance.now();
        const request = get({ host: "127.0.0.1", port, path, agent, headers: { cookie } }, (response) => {
          let bytes = 0;
          response.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
          });
          response.once("error", reject);
          response.once("end", () =>
            resolve({ status: response.statusCode ?? 0, bytes, milliseconds: performance.now() - start }),
          );
        });
        request.once("error", reject);
      }),
    async peakMemory() {
      const status = await readFile(`/proc/${server.pid}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
    },
    async stop() {
      agent.destroy();
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
    },
  };
}

/** Resolves when the portal says where it is; rejects when it ends before. */
async function ready(stdout: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<void> {
  const said = new Promise<void>((resolve) => {
    let text = "";
    stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('"ready":{')) resolve();
    });
  });
  await Promise.race([
    said,
    ended.then(() => {
      throw new Error("the portal did not start");
    }),
  ]);
}

/** Ports that nobody listens on now, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
