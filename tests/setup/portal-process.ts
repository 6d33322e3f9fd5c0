/** The portal as `npm start` starts it, with its demonstration: one process for all end-to-end tests of a run. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { browserPath } from "../e2e/support/browser.ts";

declare module "vitest" {
  export interface ProvidedContext {
    portal: { url: string; neighboursUrl: string; cardUrl: string; dataDir: string };
  }
}

export default async function setup(project: TestProject) {
  // The packaged browser unpacks itself at its first use: two test files at once would run it while it is being written.
  await browserPath();
  const dataDir = await mkdtemp(join(tmpdir(), "portail-e2e-"));
  // The embedded database, which may run as another user, must be able to enter.
  await chmod(dataDir, 0o755);
  const [port, neighboursPort, cardPort] = await freePorts(3);
  const portal = spawn(process.execPath, ["server/main.ts"], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      NEIGHBOURS_PORT: String(neighboursPort),
      CARD_PORT: String(cardPort),
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await ready(portal);
  project.provide("portal", {
    url: `http://localhost:${port}`,
    neighboursUrl: `http://localhost:${neighboursPort}`,
    cardUrl: `https://localhost:${cardPort}`,
    dataDir,
  });
  return async () => {
    const ended = new Promise((resolve) => portal.once("exit", resolve));
    portal.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Resolves when it says where to go; rejects when it ends before. */
function ready(portal: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    portal.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Portail AE  ")) resolve();
    });
    portal.once("exit", (code) => reject(new Error(`The portal ended with ${code}: ${said}`)));
  });
}

/** Ports that nobody listens on now, all different. */
async function freePorts(count: number): Promise<number[]> {
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
