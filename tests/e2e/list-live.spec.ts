/** The list refreshes itself, and what one is about to open is there before (LIST-8). */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { bringOrder, submitOrder } from "./support/intake.ts";
import { column, expectNumbers, filterOf, openList, rowsOf } from "./support/list.ts";
import { orderCertificate } from "./support/subscriber.ts";

const desk = deskOf("jean-bonbeurre");

/** Far below the pace of the slow poll: what comes so soon was told. */
const SOON = { timeout: 15_000 };

const CHANGED = "La liste a changé · Actualiser";

/** The addresses of the API that a window asks for. */
function requestsOf(context: BrowserContext): string[] {
  const paths: string[] = [];
  context.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

/** A list of one incomplete order, told of what changes; `arrive` brings another, that comes before it. */
async function listOfOne(name: string) {
  const { page, context } = desk;
  const requests = requestsOf(context);
  const stamp = `${name}${Date.now()}`;
  const arrive = () => bringOrder(stamp);
  const first = await arrive();
  await openList(page, `?holder=${stamp}&queue=incomplete&sort=number&direction=desc`);
  await expectNumbers(page, [first.number]);
  await expect.poll(() => requests, SOON).toContain("/api/events");
  return { first, arrive };
}

/** Until what the page was told has been drawn. */
const nextPaint = (page: Page) =>
  page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));

describe("LIST-8 a list that is open", () => {
  test("shows an order that arrives through the order portal, without a reload", async () => {
    const { page, context } = desk;
    const requests = requestsOf(context);
    await openList(page, "?createdFrom=&sort=number&direction=desc");
    await rowsOf(page).first().waitFor();
    await expect.poll(() => requests, SOON).toContain("/api/events");
    let loads = 0;
    page.on("load", () => {
      loads += 1;
    });
    await page.mouse.move(5, 5);
    const { number } = await orderCertificate(desk.browser, `direct-${Date.now()}`);
    await expect.poll(() => column(page, "N° Dossier"), SOON).toContain(String(number));
    const row = rowsOf(page).filter({ hasText: String(number) });
    await expect.poll(() => row.innerText(), SOON).toContain("À vérifier");
    expect(loads).toBe(0);
  });

  test("does not move under the pointer: it says that it changed, and waits", async () => {
    const { page } = desk;
    const { first, arrive } = await listOfOne("Immobile");
    const row = rowsOf(page).first();
    await row.hover();
    const place = await row.boundingBox();
    const second = await arrive();
    const button = page.getByRole("button", { name: CHANGED });
    await button.waitFor(SOON);
    expect(await column(page, "N° Dossier")).toEqual([String(first.number)]);
    expect(await row.boundingBox()).toEqual(place);
    // As a hand goes there: out of the rows, a little at a time, and at rest before it presses.
    const { x, y, width, height } = (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 20 });
    await nextPaint(page);
    expect(await column(page, "N° Dossier")).toEqual([String(first.number)]);
    await button.click();
    await expectNumbers(page, [second.number, first.number]);
    expect(await button.count()).toBe(0);
  });

  test("moves by itself once the pointer is elsewhere", async () => {
    const { page } = desk;
    const { first, arrive } = await listOfOne("Lâché");
    await rowsOf(page).first().hover();
    const second = await arrive();
    await page.getByRole("button", { name: CHANGED }).waitFor(SOON);
    expect(await column(page, "N° Dossier")).toEqual([String(first.number)]);
    await page.mouse.move(5, 5);
    await expectNumbers(page, [second.number, first.number]);
  });

  test("does not move under the keys either: Tab leads to what lets it, and then back to the rows", async () => {
    const { page } = desk;
    const { first, arrive } = await listOfOne("Clavier");
    await page.mouse.move(5, 5);
    await filterOf(page, "Porteur").focus();
    const tabTo = (target: Locator) =>
      expect
        .poll(async () => {
          await page.keyboard.press("Tab");
          return target.evaluate((element) => element.contains(document.activeElement));
        }, SOON)
        .toBe(true);
    await tabTo(page.locator("tbody"));
    // The row that has the focus leaves the list, and another comes.
    await submitOrder(first);
    await page.getByText("Aucune commande", { exact: true }).waitFor(SOON);
    const second = await arrive();
    await page.getByText("1 commande", { exact: true }).waitFor(SOON);
    const button = page.getByRole("button", { name: CHANGED });
    await tabTo(button);
    expect(await column(page, "N° Dossier")).toEqual([String(first.number)]);
    await page.keyboard.press("Enter");
    await expectNumbers(page, [second.number]);
    expect(await page.locator("tbody td:focus").count()).toBe(1);
  });

  test("shares one connection among the tabs of a browser, and another tab takes over", async () => {
    const { page, context } = desk;
    const requests = requestsOf(context);
    const connections = () => requests.filter((path) => path === "/api/events").length;
    const stamp = `Onglet${Date.now()}`;
    const search = `?holder=${stamp}&sort=number&direction=desc`;
    await openList(page, search);
    await expect.poll(connections, SOON).toBe(1);
    const other = await context.newPage();
    await openList(other, search);
    await other.mouse.move(5, 5);
    await expect
      .poll(() => other.evaluate(async () => (await navigator.locks.query()).pending?.length), SOON)
      .toBe(1);

    const first = await bringOrder(stamp);
    await expect.poll(() => column(other, "N° Dossier"), SOON).toEqual([String(first.number)]);
    expect(connections()).toBe(1);
    await page.close();
    await expect.poll(connections, SOON).toBe(2);
    const second = await bringOrder(stamp);
    await expect
      .poll(() => column(other, "N° Dossier"), SOON)
      .toEqual([String(second.number), String(first.number)]);
    await other.close();
  });
});

describe("LIST-5 what comes next", () => {
  test("is there before the click: the next page, and the order one stays on; none of its files", async () => {
    const { page, context } = desk;
    const asked: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    await openList(page, "?createdFrom=&pageSize=25");
    const row = rowsOf(page).nth(3);
    await expect.poll(() => asked.some((url) => /\/api\/orders\?.*\bpage=2\b/.test(url))).toBe(true);
    await row.hover();
    const number = (await column(page, "N° Dossier"))[3];
    await expect.poll(() => asked.some((url) => url.endsWith(`/api/orders/${number}`))).toBe(true);
    expect(asked.filter((url) => /\/api\/orders\/\d+\//.test(url))).toEqual([]);
  });
});
