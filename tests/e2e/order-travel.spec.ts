/** From order to order through the list one came from: the tab is kept, and what the next one shows is there already. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JournalEntry } from "../../domain/journal/journal.ts";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { launchBrowser } from "./support/browser.ts";
import { ask, column, openList, PAST } from "./support/list.ts";
import { takeSeat } from "./support/operator-browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe("DETAIL-1 the next order", () => {
  test("opens on the same piece, fetched ahead; identity documents are read by nobody who has not seen them", async () => {
    const { page, context } = await takeSeat(browser, "jean-bonbeurre");
    await openList(page, `${PAST}&queue=toVerify`);
    const [first, second] = await column(page, "N° Dossier");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.getByRole("link", { name: `Ouvrir la commande ${first}`, exact: true }).click();
    await page.getByRole("tab", { name: "ID Organisme" }).click();
    await page.locator('.page[data-loaded="true"] canvas').first().waitFor();
    const next = await ask<OrderDetail>(context, `/api/orders/${second}`);
    const proof = next.supportingDocuments.find(({ kind }) => kind === "organizationId");
    const address = `/api/orders/${second}/supporting-documents/${proof?.id}/content`;
    await expect.poll(() => asked).toContain(address);

    asked.length = 0;
    await page.getByRole("link", { name: "Commande suivante de la liste" }).click();
    await page.getByRole("heading", { name: `Commande N° ${second}` }).waitFor();
    await page.getByRole("region", { name: new RegExp(proof?.fileName ?? "?") }).waitFor();
    await page.locator('.page[data-loaded="true"] canvas').first().waitFor();
    expect(asked).not.toContain(address);
    const history = await ask<JournalEntry[]>(context, `/api/orders/${second}/history`);
    expect(history.filter(({ event }) => event.type === "identityDocumentRead")).toEqual([]);
    await context.close();
  });
});
