/** A process that is asked to stop, by signals and by the end of npm. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { beginFirstStart } from "../../tests/builders/first-start.ts";
import { freePorts, makeDataDir } from "../../tests/builders/portal-process.ts";
import { postmasterOf } from "../platform/embedded-data.ts";

let dataDir = "";
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Of a portal without orders, which is there at once. */
async function anEnvironment(): Promise<Record<string, string>> {
  dataDir = await makeDataDir();
  const [port, neighbours, card] = (await freePorts(3)).map(String);
  return {
    DATA_DIR: dataDir,
    DEMO: "false",
    PORT: String(port),
    NEIGHBOURS_PORT: String(neighbours),
    CARD_PORT: String(card),
  };
}

const runs = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const databaseRuns = async () => (await postmasterOf(join(dataDir, "postgres"))) !== undefined;

describe("OPS-7 a process that is asked to stop", { timeout: 120_000 }, () => {
  test.each(["database", "neighbours"] as const)(
    "while it starts, at %s, ends with status 0, the database stopped",
    async (stage) => {
      const portal = beginFirstStart(await anEnvironment());
      const status = await portal.interrupt({ stage, afterMs: 0 }, "SIGINT");
      expect(status).toBe(0);
      expect(portal.complained()).toBe("");
      expect(await databaseRuns()).toBe(false);
    },
  );

  test("takes the two signals that a terminal and npm make of one Ctrl-C for one", async () => {
    const portal = beginFirstStart(await anEnvironment());
    await portal.ready;
    process.kill(portal.pid, "SIGINT");
    process.kill(portal.pid, "SIGINT");
    expect(await portal.stop()).toBe(0);
    expect(await databaseRuns()).toBe(false);
  });

  test("and is asked again while it waits, ends at once, and its database by itself", async () => {
    const portal = beginFirstStart({ ...(await anEnvironment()), STOP_DELAY_SECONDS: "40" });
    await portal.ready;
    process.kill(portal.pid, "SIGTERM");
    const again = setInterval(() => runs(portal.pid) && process.kill(portal.pid, "SIGTERM"), 100);
    expect(await portal.stop()).toBe(128 + 15);
    clearInterval(again);
    await vi.waitUntil(async () => !(await databaseRuns()), { timeout: 20_000 });
  });
});

describe("OPS-7 npm start", { timeout: 150_000 }, () => {
  async function npmStart() {
    const environment = await anEnvironment();
    const npm = spawn("npm", ["start"], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    npm.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await vi.waitUntil(() => said.includes('"ready":{'), { timeout: 100_000 });
    return { npm, portal: await portalOf(npm.pid ?? 0) };
  }

  test("given SIGTERM ends with its portal and its database, with status 0", async () => {
    const { npm, portal } = await npmStart();
    npm.kill("SIGTERM");
    expect((await once(npm, "exit"))[0]).toBe(0);
    expect([runs(portal), await databaseRuns()]).toEqual([false, false]);
  });

  test("killed, which tells nobody, leaves neither of them", async () => {
    const { npm, portal } = await npmStart();
    npm.kill("SIGKILL");
    await vi.waitUntil(async () => !runs(portal) && !(await databaseRuns()), { timeout: 30_000 });
  });
});

/** The process that npm's script became. */
async function portalOf(npm: number): Promise<number> {
  const children = `/proc/${npm}/task/${npm}/children`;
  expect(existsSync(children)).toBe(true);
  const [portal = ""] = (await readFile(children, "utf8")).trim().split(" ");
  expect(await readFile(`/proc/${portal}/cmdline`, "utf8")).toContain("server/main.ts");
  return Number(portal);
}
