/** What an installation of several processes lives through while its operators work. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillInBulk } from "../../server/demonstration/bulk/fill-in-bulk.ts";
import { openDatabase } from "../../server/platform/database.ts";
import { type Installation, spawnInstallation, startOutsideDatabase } from "../builders/installation.ts";
import { signInAs } from "../builders/sessions.ts";
import { launchBrowser } from "./support/browser.ts";
import { rowsOf } from "./support/list.ts";

const ORDERS = 1000;
const COLLEAGUES = 6;

let browser: Browser;
let installation: Installation;
let databaseUrl: string;
let numbers: number[];
beforeAll(async () => {
  browser = await launchBrowser();
  const database = await startOutsideDatabase();
  databaseUrl = database.urls.application;
  installation = await spawnInstallation({ DEMO: "false", STOP_DELAY_SECONDS: "1" }, database);
  await installation.ready;
  await fillInBulk(database.urls.owner ?? "", { orders: ORDERS, seed: 1, now: new Date() });
  const db = openDatabase(databaseUrl, { max: 1 });
  numbers = (await db.selectFrom("orders").select("number").execute()).map(({ number }) => number);
  await db.destroy();
});
afterAll(async () => {
  await browser?.close();
  await installation?.stop();
});

/** What a colleague had acknowledged, and what went wrong. */
type Shift = { acknowledged: string[]; wrong: string[] };

/** Reads and writes without a pause until told to stop. */
async function keepBusy(colleague: number, isOver: () => boolean): Promise<Shift> {
  const cookie = await signInAs(databaseUrl, "RA_INTERNAL");
  const shift: Shift = { acknowledged: [], wrong: [] };
  for (let act = 0; !isOver(); act++) {
    const text = `Vu par ${colleague}, ${act}`;
    const headers = { cookie, origin: installation.url, "content-type": "application/json" };
    const number = numbers[(colleague * 100 + act) % ORDERS];
    const asked = [
      fetch(`${installation.url}/api/orders?pageSize=50`, { headers }),
      fetch(`${installation.url}/api/orders/${number}/comments`, {
        method: "POST",
        headers,
        body: JSON.stringify({ text }),
      }),
    ];
    const [list, comment] = await Promise.all(asked.map((answer) => answer.then(statusOf, String)));
    if (list !== 200) shift.wrong.push(`list: ${list}`);
    if (comment === 200) shift.acknowledged.push(text);
    else shift.wrong.push(`comment: ${comment}`);
  }
  return shift;
}

async function statusOf(response: Response): Promise<number> {
  await response.arrayBuffer();
  return response.status;
}

describe("OPS-1 an installation of several processes, one after the other of which is stopped and started", () => {
  test("answers every request, keeps all that it acknowledged, and open pages go on", async () => {
    const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1440, height: 900 } });
    const [name = "", value = ""] = (await signInAs(databaseUrl, "RA_INTERNAL")).split("=");
    await context.addCookies([{ name, value, url: installation.url }]);
    const page = await context.newPage();
    await page.goto(`${installation.url}/commandes?createdFrom=`);
    await rowsOf(page).first().waitFor();

    let over = false;
    const shifts = Array.from({ length: COLLEAGUES }, (_, colleague) => keepBusy(colleague, () => over));
    for (const index of installation.processes.keys()) await installation.startAgain(index);
    over = true;
    const done = await Promise.all(shifts);

    expect(done.flatMap(({ wrong }) => wrong)).toEqual([]);
    const acknowledged = done.flatMap((shift) => shift.acknowledged);
    expect(acknowledged.length).toBeGreaterThan(COLLEAGUES);
    const db = openDatabase(databaseUrl, { max: 1 });
    const kept = await db.selectFrom("comment").select("text").where("text", "in", acknowledged).execute();
    await db.destroy();
    expect(kept.map(({ text }) => text).toSorted()).toEqual(acknowledged.toSorted());
    // Both web processes had their share.
    for (const given of installation.proxy.given()) expect(given).toBeGreaterThan(10);

    await page
      .getByRole("navigation", { name: "Files de travail" })
      .getByRole("link", { name: "À vérifier" })
      .click();
    await rowsOf(page).first().waitFor();
    await context.close();
  });
});
