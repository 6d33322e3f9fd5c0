/** Who may work in a DATA_DIR: one process that writes there, however the one of before ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConfigurationError, readConfig } from "../platform/config.ts";
import { createLogger } from "../platform/log.ts";
import { holdDataDir } from "./data-dir.ts";
import { Ending } from "./ending.ts";

let root: string;
let dataDir: string;
let ending: Ending;
const children: ChildProcess[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "data-dir-"));
  dataDir = join(root, "data");
  ending = new Ending(createLogger("silent"));
});
afterEach(async () => {
  await ending.run();
  for (const child of children.splice(0)) await killed(child);
  await rm(root, { recursive: true });
});

type Role = Parameters<typeof readConfig>[1];
const hold = (role: Role = "all") =>
  holdDataDir(
    readConfig(
      {
        DATA_DIR: dataDir,
        DATABASE_URL: "postgres://nobody@localhost/none",
        NEIGHBOURS_SECRET: "what the processes of this test share",
        SEALING_SECRET: "a secret of more than thirty-two characters",
      },
      role,
    ),
    ending,
  );

/** Another process that holds the folder until it is killed. */
async function heldElsewhere(): Promise<ChildProcess> {
  const program = `
    const { holdDataDir } = await import(${JSON.stringify(new URL("./data-dir.ts", import.meta.url).href)});
    await holdDataDir({ role: "all", dataDir: ${JSON.stringify(dataDir)} }, {
      // Kept, as an ending keeps it: a lock that nobody refers to any more is let go.
      closeDatabase: (_, end) => (globalThis.held = end),
    });
    process.stdout.write("held");
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("OPS-6 a DATA_DIR that another process works in", () => {
  test.each(["all", "neighbours"] as const)(
    "is refused to one of role %s in one line that names it",
    async (role) => {
      await heldElsewhere();
      const refused = hold(role);
      await expect(refused).rejects.toThrow(ConfigurationError);
      await expect(refused).rejects.toThrow(/^DATA_DIR: [^\n]+ is in use by another process[^\n]*$/);
      await expect(refused).rejects.toThrow(dataDir);
    },
  );

  test.each(["web", "worker"] as const)(
    "is no matter to one of role %s, which keeps nothing there",
    async (role) => {
      await heldElsewhere();
      await hold(role);
    },
  );

  test("is free as soon as that process is killed", async () => {
    await killed(await heldElsewhere());
    await hold();
  });

  test("is free again at the end of this one, and is held until then", async () => {
    await hold();
    await expect(hold()).rejects.toThrow("in use");
    await ending.run();
    ending = new Ending(createLogger("silent"));
    await hold();
  });
});
