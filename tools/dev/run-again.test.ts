import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Running, runAgain } from "./run-again.ts";

let folder: string;
let running: Running;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portail-run-again-"));
  await mkdir(join(folder, "code/deep"), { recursive: true });
});
afterEach(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

const change = (name: string) => writeFile(join(folder, "code", name), String(Math.random()));

/** Runs a program that writes down its beginning, and its end when it is asked to end; gives what was written so far. */
function begin(program: string): () => Promise<string[]> {
  const diary = join(folder, "diary");
  const write = `const write = (word) => require("node:fs").appendFileSync(${JSON.stringify(diary)}, word + "\\n");`;
  running = runAgain(
    () => spawn(process.execPath, ["-e", `${write}${program}`], { stdio: "ignore" }),
    [join(folder, "code")],
  );
  return async () => (await readFile(diary, "utf8").catch(() => "")).split("\n").filter(Boolean);
}

const SERVER = `
  process.on("SIGTERM", () => setTimeout(() => { write("ended"); process.exit(0); }, 200));
  setInterval(() => {}, 1000);
  write("began");`;

describe("while one develops, the server", () => {
  test("is started again after a change, once the one before has ended", async () => {
    const diary = begin(SERVER);
    await expect.poll(diary).toEqual(["began"]);
    await change("deep/rule.ts");
    await expect.poll(diary, { timeout: 10_000 }).toEqual(["began", "ended", "began"]);
    await change("template.txt");
    await expect.poll(diary, { timeout: 10_000 }).toEqual(["began", "ended", "began", "ended", "began"]);
    await running.stop();
    expect(await diary()).toEqual(["began", "ended", "began", "ended", "began", "ended"]);
  });

  test("is started once for many files saved at once, and for no test", async () => {
    const diary = begin(SERVER);
    await expect.poll(diary).toEqual(["began"]);
    await change("rule.test.ts");
    await Promise.all(["a.ts", "b.ts", "deep/c.ts"].map(change));
    await expect.poll(diary, { timeout: 10_000 }).toEqual(["began", "ended", "began"]);
    await change("deep/rule.test.ts");
    await running.stop();
    expect(await diary()).toEqual(["began", "ended", "began", "ended"]);
  });

  test("that a mistake ended is started at the next change", async () => {
    const diary = begin(`write("failed"); process.exit(1);`);
    await expect.poll(diary).toEqual(["failed"]);
    await change("rule.ts");
    await expect.poll(diary, { timeout: 10_000 }).toEqual(["failed", "failed"]);
  });
});
