import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { request, TestAuthority } from "./test-authority.ts";

let ca: TestAuthority;
beforeEach(async () => {
  ca = await TestAuthority.start();
});
afterEach(() => ca.stop());

/** Another process opens the folder, asks, and dies at the step. */
async function killedAt(step: string, when: string): Promise<void> {
  const script = fileURLToPath(import.meta.resolve("./killed-authority.ts"));
  const child = spawn(process.execPath, [script, ca.folder, "r1", step, when], { stdio: "ignore" });
  const [status, signal] = await once(child, "exit");
  expect([status, signal]).toEqual([null, "SIGKILL"]);
}

const records = async () =>
  (await readFile(join(ca.folder, "issued.log"), "utf8")).split("\n").filter((line) => line !== "");

// Until its line is whole nothing has left the authority; from then on it is the answer to whoever asks again.
test.each([
  ["open", "before", "nothing"],
  ["open", "after", "nothing"],
  ["write", "before", "nothing"],
  ["write", "half", "nothing"],
  ["write", "after", "the certificate"],
  ["sync", "before", "the certificate"],
  ["sync", "after", "the certificate"],
] as const)(
  "FLOW-6 killed at the %s of its record (%s), the authority has issued %s, and once",
  async (step, when, what) => {
    await killedAt(step, when);
    await ca.restart();
    const found = await ca.authority.findByRequestId("r1");
    expect(found?.state).toBe(what === "nothing" ? undefined : "issued");
    expect(await records()).toHaveLength(what === "nothing" ? 0 : 1);

    const answers = await Promise.all([ca.issue(request("r1")), ca.issue(request("r1"))]);
    await ca.restart();
    answers.push(await ca.issue(request("r1")));
    for (const answer of answers) expect(answer).toEqual(found ?? answers[0]);
    expect(await records()).toHaveLength(1);
  },
);
