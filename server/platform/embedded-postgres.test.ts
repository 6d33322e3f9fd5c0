/** The embedded server: started again when it ends, and started well whatever an earlier portal left behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { QUEUES } from "../compose/job-handlers.ts";
import { BoundedLog } from "./bounded-log.ts";
import { openDatabase } from "./database.ts";
import { prepareDatabase } from "./database-roles.ts";
import { postmasterOf } from "./embedded-data.ts";
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { startJobs } from "./jobs.ts";
import { createLogger } from "./log.ts";

let folder: string;
let server: EmbeddedPostgres | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portail-embedded-"));
  // PostgreSQL, which may run as another user, must be able to enter.
  await chmod(folder, 0o755);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const data = () => join(folder, "postgres");

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  server = await startEmbeddedPostgres(folder, { durable: false, ...options });
  return server;
}

/** What a row of the portal's database says, asked on a connection of its own. */
async function answer(embedded: EmbeddedPostgres): Promise<number | undefined> {
  const { owner } = await embedded.ensure("portail");
  const db = openDatabase(owner ?? "", { max: 1 });
  try {
    return (await sql<{ one: number }>`SELECT 1 AS one`.execute(db)).rows[0]?.one;
  } finally {
    await db.destroy();
  }
}

const answerIfAny = (embedded: EmbeddedPostgres) => answer(embedded).catch(() => undefined);

async function kill(): Promise<void> {
  const pid = await postmasterOf(data());
  if (pid === undefined) throw new Error("no server runs");
  process.kill(pid, "SIGKILL");
}

describe("OPS-12 an embedded server that ends by itself", () => {
  test("is started again, and its log tells of both", async () => {
    const embedded = await start();
    await kill();
    await expect.poll(() => answerIfAny(embedded), { timeout: 20_000 }).toBe(1);
    const log = await readFile(join(folder, "postgres.log"), "utf8");
    expect(log.split("ready to accept connections")).toHaveLength(3);
  });

  test("too often is given up, which is told once, with where to look", async () => {
    const reasons: string[] = [];
    await start({ onGivenUp: ({ message }) => reasons.push(message) });
    for (let ends = 0; ends <= 5; ends += 1) {
      await expect.poll(() => postmasterOf(data()), { timeout: 20_000 }).toBeDefined();
      const pid = await postmasterOf(data());
      await kill();
      await expect.poll(() => postmasterOf(data()), { timeout: 20_000 }).not.toBe(pid);
    }
    await expect.poll(() => reasons, { timeout: 20_000 }).toHaveLength(1);
    expect(reasons[0]).toContain(join(folder, "postgres.log"));
  }, 120_000);

  test("whose socket somebody took away is started again with one", async () => {
    const embedded = await start();
    await rm(join(data(), ".s.PGSQL.5432"));
    await expect.poll(() => answerIfAny(embedded), { timeout: 20_000 }).toBe(1);
  });
});

describe("OPS-12 an embedded server after a portal that was killed", () => {
  test("starts, at whatever moment that was", async () => {
    for (let kills = 0; kills < 8; kills += 1) {
      const portal = spawn(process.execPath, ["tests/doubles/embedded-starter.ts", folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(portal, "exit");
      const isReady = once(portal.stdout, "data");
      // From before it does anything to after it is ready.
      await Promise.race([isReady, ended, delay(Math.random() * 4000)]);
      portal.kill("SIGKILL");
      await ended;
    }
    const embedded = await start();
    expect(await answer(embedded)).toBe(1);
    expect(existsSync(join(data(), "base/5/PG_VERSION"))).toBe(true);
    const urls = await embedded.ensure("portail");
    await prepareDatabase(urls);
    const jobs = await startJobs(urls.application, createLogger("silent"), QUEUES);
    await jobs.check();
    await jobs.close();
  }, 180_000);

  test("starts when what had begun to make its data was cut off", async () => {
    await mkdir(data(), { mode: 0o700 });
    await writeFile(join(data(), "PG_VERSION"), "18\n");
    expect(await answer(await start())).toBe(1);
    expect(await readFile(join(folder, "postgres.incomplete/PG_VERSION"), "utf8")).toBe("18\n");
  });

  test("starts when the number of the dead server is by now another process's", async () => {
    await (await start()).stop();
    const { uid, gid } = await stat(data());
    const other = spawn("sleep", ["600"], process.getuid?.() === 0 ? { uid, gid } : {});
    const file = join(data(), "postmaster.pid");
    await writeFile(file, `${other.pid}\n${data()}\n1\n5432\n${data()}\n\n0 0\nready\n`, { mode: 0o600 });
    if (process.getuid?.() === 0) await chown(file, uid, gid);
    expect(await answer(await start())).toBe(1);
    expect(other.exitCode).toBeNull();
    expect(other.signalCode).toBeNull();
    other.kill();
  });

  test("takes the place of the one that was left running, whoever is still connected to it", async () => {
    const portal = spawn(process.execPath, ["tests/doubles/embedded-starter.ts", folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(portal.stdout, "data");
    portal.kill("SIGKILL");
    await once(portal, "exit");
    const left = await postmasterOf(data());
    expect(left).toBeDefined();
    const embedded = await start();
    expect(await answer(embedded)).toBe(1);
    expect(await postmasterOf(data())).not.toBe(left);
  });
});

describe("OPS-12 the server's log", () => {
  test("holds no more than twice its size", async () => {
    const path = join(folder, "some.log");
    const log = new BoundedLog(path, 100);
    for (let line = 0; line < 50; line += 1) log.write(Buffer.from(`line ${line}\n`));
    const again = new BoundedLog(path, 100);
    again.write(Buffer.from("last\n"));
    expect((await stat(path)).size).toBeLessThanOrEqual(100);
    expect((await stat(`${path}.1`)).size).toBeLessThanOrEqual(100);
    expect(await readFile(path, "utf8")).toMatch(/line 49\nlast\n$/);
  });
});
