/** A first start with its demonstration, interrupted at twenty moments: the next start works. */
import { rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { figure, limited, reached, say } from "../../../bench/support/figures.ts";
import { freePorts, makeDataDir, type RoleProcess, spawnRole } from "../../builders/portal-process.ts";
import type { Scenario } from "../examination/scenario.ts";

const MOMENTS = 20;
const FOLDERS = 5;
/** A first start takes some twenty seconds where nobody else works. */
const START_SECONDS = 180;
const STOP_SECONDS = 60;

export const firstStart: Scenario = {
  what: "a first start (demonstration) interrupted at 20 moments, by SIGINT and SIGKILL in turn",
  minutes: 15,
  async run() {
    const whole = await timed(await makeDataDir());
    const step = whole / MOMENTS;
    const wrong: string[] = [];
    // Several at each folder, from all of the start: one that was interrupted again and again is the harder case.
    for (let folder = 0; folder < FOLDERS; folder++) {
      const dataDir = await makeDataDir();
      try {
        for (let moment = folder; moment < MOMENTS; moment += FOLDERS) {
          const signal = (moment / FOLDERS + folder) % 2 < 1 ? "SIGINT" : "SIGKILL";
          wrong.push(...(await interrupt(dataDir, (moment + 0.5) * step, signal)));
        }
        const said = await startAfterwards(dataDir);
        if (said) wrong.push(`the start after all: ${said}`);
      } finally {
        await rm(dataDir, { recursive: true, force: true });
      }
      say(`  ${folder + 1} of ${FOLDERS} folders, ${wrong.length} faults`);
    }
    for (const each of wrong) say(`  FAULT first-start: ${each}`);
    return [
      figure("first-start: uninterrupted", whole / 1000, "s"),
      reached("first-start: moments of interruption", MOMENTS, "times", MOMENTS),
      limited("first-start: next starts that did not work", wrong.length, "times", 0),
    ];
  },
};

async function start(dataDir: string): Promise<{ url: string; portal: RoleProcess }> {
  const [port = 0, pages = 0, card = 0] = await freePorts(3);
  const environment = {
    DATA_DIR: dataDir,
    PORT: String(port),
    NEIGHBOURS_PORT: String(pages),
    CARD_PORT: String(card),
    LOG_LEVEL: "fatal",
  };
  return { url: `http://localhost:${port}`, portal: spawnRole("all", environment) };
}

/** How long an uninterrupted one takes, in milliseconds. */
async function timed(dataDir: string): Promise<number> {
  const begun = performance.now();
  const { portal } = await start(dataDir);
  await portal.ready;
  const taken = performance.now() - begun;
  await portal.stop();
  await rm(dataDir, { recursive: true, force: true });
  return taken;
}

/** Gives what is wrong with how it ended: nothing, if the signal ended it, or if it was there already and stopped. */
async function interrupt(dataDir: string, afterMs: number, signal: NodeJS.Signals): Promise<string[]> {
  const { portal } = await start(dataDir);
  portal.ready.catch(() => undefined);
  const when = `${signal} after ${Math.round(afterMs)} ms`;
  const early = await Promise.race([portal.ended.then((status) => ({ status })), setTimeout(afterMs)]);
  if (early) return [`before ${when}: it ended with ${early.status}: ${portal.complained().slice(0, 300)}`];
  process.kill(portal.pid, signal);
  const over = await Promise.race([portal.ended.then(() => true), setTimeout(STOP_SECONDS * 1000, false)]);
  if (over) return [];
  process.kill(portal.pid, "SIGKILL");
  await portal.ended;
  return [`${when}: not over within ${STOP_SECONDS} s`];
}

/** Undefined when it works: it is ready, and its demonstration is there as after any first start. */
async function startAfterwards(dataDir: string): Promise<string | undefined> {
  const { url, portal } = await start(dataDir);
  const late = setTimeout(START_SECONDS * 1000, "late");
  try {
    if ((await Promise.race([portal.ready, late])) === "late") return `not ready within ${START_SECONDS} s`;
    const answer = await fetch(`${url}/readyz`);
    if (!answer.ok) return `/readyz answers ${answer.status}`;
    if (!portal.said().includes("Portail de commande"))
      return "there is no order portal: the demonstration is not whole";
    return undefined;
  } catch (error) {
    return `${String(error)} ${portal.complained()}`;
  } finally {
    await portal.stop();
  }
}
