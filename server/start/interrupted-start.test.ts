/** First starts that are interrupted at whatever moment, and the one after them. */
import { rm } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import { Browser } from "../../neighbours/identity-provider/test-bench.ts";
import { demonstrationOrders } from "../../neighbours/order-portal/demonstration/orders.ts";
import {
  beginFirstStart,
  type FirstStart,
  type Interruption,
  type Moment,
} from "../../tests/builders/first-start.ts";
import { freePorts, makeDataDir } from "../../tests/builders/portal-process.ts";
import { createTestDatabase } from "../../tests/builders/test-database.ts";

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function anInstallation(more: Record<string, string> = {}) {
  const [port = 0, neighbours = 0, card = 0] = await freePorts(3);
  const dataDir = await makeDataDir();
  ending.push(() => rm(dataDir, { recursive: true, force: true }));
  const begin = (): FirstStart => {
    const started = beginFirstStart({
      DATA_DIR: dataDir,
      PORT: String(port),
      NEIGHBOURS_PORT: String(neighbours),
      CARD_PORT: String(card),
      ...more,
    });
    ending.push(() => started.stop());
    return started;
  };
  return { begin, url: `http://localhost:${port}`, neighboursUrl: `http://localhost:${neighbours}` };
}

/** As a person does on this machine: the sign-in page, a demonstration card, the list. */
async function signInAndCount(url: string, neighboursUrl: string): Promise<number> {
  const browser = new Browser();
  const { body } = await browser.follow(`${url}/auth/sign-in`);
  const action = /action="([^"]+)"/.exec(body)?.[1] ?? "";
  const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? "";
  await browser.follow(new URL(action, neighboursUrl).href, { token, card: "jean-bonbeurre" });
  const orders = await browser.once(`${url}/api/orders`);
  return (JSON.parse(orders.body) as { total: number }).total;
}

/** Somewhere in the first seconds, or early in the demonstration; all of it is interrupted by `npm run faults -- first-start`. */
function atRandom(stage: Moment["stage"]): Moment {
  const afterMs = Math.round(Math.random() * (stage === "begun" ? 2500 : 400));
  return stage === "demonstration"
    ? { stage, scene: Math.floor(Math.random() * 60), afterMs }
    : { stage, afterMs };
}

describe("OPS-7 a first start that is interrupted", () => {
  test("leaves nothing that keeps the next one from a whole demonstration, however often that happens", async () => {
    const { begin, url, neighboursUrl } = await anInstallation();
    const interruptions: [Moment["stage"], Interruption][] = [
      ["begun", "SIGINT"],
      ["database", "SIGKILL of the process"],
      ["demonstration", "SIGKILL of its group"],
    ];
    const moments: string[] = [];
    for (const [stage, how] of interruptions) {
      const moment = atRandom(stage);
      moments.push(`${how} at ${JSON.stringify(moment)}`);
      const status = await begin().interrupt(moment, how);
      // Before it listens for signals, in its first hundredths of a second, one ends it as the system does: nothing is begun.
      expect([0, null], moments.at(-1)).toContain(status);
    }
    const last = begin();
    await last.ready.catch((error: unknown) => expect.fail(`${moments.join(", ")}: ${error}`));
    expect(await signInAndCount(url, neighboursUrl)).toBe(demonstrationOrders().length);
  }, 300_000);

  test("into an outside database says in one line what is to be done", async () => {
    const database = await createTestDatabase();
    ending.push(() => database.drop());
    const { begin } = await anInstallation({
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      DEMO: "true",
      DEMO_IDENTITIES: "true",
    });
    await begin().interrupt({ stage: "demonstration", scene: 5, afterMs: 0 }, "SIGKILL of the process");
    const next = begin();
    await expect(next.ready).rejects.toThrow("ended with 1");
    expect(next.complained()).toMatch(
      /^DATABASE_URL: a demonstration was interrupted[^\n]*drop the database[^\n]*\n$/,
    );
  });
});
