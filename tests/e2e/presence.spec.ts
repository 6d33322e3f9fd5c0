/** Operators see which orders their colleagues have open, in the list and in the order, and who left is gone. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser, launchBrowserToKill } from "./support/browser.ts";
import { type Brought, bringOrder, bringOrderToVerify } from "./support/intake.ts";
import { openList, rowsOf } from "./support/list.ts";
import { type Seat, takeSeat } from "./support/operator-browser.ts";

const JEAN = "En cours de consultation par Jean Bonbeurre";
const BANNER = "Attention : cette commande est déjà en cours de traitement par";

let browser: Browser;
let jean: Seat;
let alain: Seat;
let aude: Seat;
beforeAll(async () => {
  browser = await launchBrowser();
  // One after the other: two cores sign three people in no faster at once.
  jean = await takeSeat(browser, "jean-bonbeurre");
  alain = await takeSeat(browser, "alain-terieur");
  aude = await takeSeat(browser, "aude-itrice");
});
afterAll(() => browser?.close());

/** Shows the list of one order, and waits until the page hears of changes. */
async function watch({ page }: Seat, { number }: Pick<Brought, "number">): Promise<void> {
  const connected = page.waitForResponse((answer) => answer.url().endsWith("/api/events"));
  await openList(page, `?createdFrom=&number=${number}`);
  await rowsOf(page).first().waitFor();
  await connected;
}

async function openOrder(page: Page, number: number): Promise<void> {
  await page.goto(`${inject("portal").url}/commandes/${number}`);
  await page.getByRole("heading", { name: `Commande N° ${number}` }).waitFor();
}

const leave = ({ page }: Seat) => page.goto("about:blank");
const rowOf = ({ page }: Seat, number: number) =>
  rowsOf(page).filter({ has: page.getByRole("link", { name: `Ouvrir la commande ${number}`, exact: true }) });
const sign = ({ page }: Seat, text = JEAN, rows = rowsOf(page)) =>
  rows.getByRole("img", { name: text, exact: true });
const banner = ({ page }: Seat) => page.getByRole("alert").filter({ hasText: "Attention" });

/** The colour behind a row's cells, as red, green and blue. */
async function colourOf(rows: Locator): Promise<number[]> {
  const colour = await rows
    .first()
    .locator("td")
    .nth(1)
    .evaluate((cell) => getComputedStyle(cell).backgroundColor);
  return (colour.match(/[\d.]+/g) ?? []).map(Number);
}

/** More red and green than blue, and not see-through. */
async function isYellow({ page }: Seat, rows = rowsOf(page)): Promise<boolean> {
  const [red = 0, green = 0, blue = 0, opacity = 1] = await colourOf(rows);
  return opacity === 1 && red - blue > 30 && green - blue > 30;
}

describe("COLLAB-1 LIST-7 an order that a colleague has open", () => {
  test("is yellow in everybody else's list within two seconds, and no longer when they leave", async () => {
    const order = await bringOrder(`Presence${Date.now()}`);
    await watch(alain, order);
    await watch(aude, order);
    expect(await isYellow(alain)).toBe(false);

    await openOrder(jean.page, order.number);
    const opened = performance.now();
    await Promise.all([sign(alain).waitFor(), sign(aude).waitFor()]);
    expect(performance.now() - opened).toBeLessThan(2_000);
    expect(await isYellow(alain)).toBe(true);
    expect(await isYellow(aude)).toBe(true);

    await leave(jean);
    const left = performance.now();
    await sign(alain).waitFor({ state: "detached" });
    expect(performance.now() - left).toBeLessThan(2_000);
    expect(await isYellow(alain)).toBe(false);
  });

  test("is not yellow in one's own list, in another tab", async () => {
    const order = await bringOrder(`Presence${Date.now()}`);
    const tab = { ...jean, page: await jean.context.newPage() };
    await openOrder(jean.page, order.number);
    await openOrder(alain.page, order.number);
    await openList(tab.page, `?createdFrom=&number=${order.number}`);
    await sign(tab, "En cours de consultation par Alain Térieur").waitFor();
    await leave(alain);
    await rowsOf(tab.page)
      .getByRole("img", { name: /^En cours de consultation/ })
      .waitFor({ state: "detached" });
    expect(await isYellow(tab)).toBe(false);
    await tab.page.close();
    await leave(jean);
  });

  test("shows En vérification instead of À vérifier, in the list and in the order", async () => {
    const { number } = await bringOrderToVerify(`Presence${Date.now()}`);
    await watch(alain, { number });
    const cell = (name: string) => rowsOf(alain.page).getByRole("gridcell", { name, exact: true });
    await cell("À vérifier").waitFor();
    await openOrder(jean.page, number);
    await jean.page.getByText("En vérification", { exact: true }).waitFor();
    await cell("En vérification").waitFor();
    // Within the application: the page stays, the order is left.
    await jean.page.getByRole("link", { name: "Commandes", exact: true }).first().click();
    await cell("À vérifier").waitFor();
    await leave(jean);
  });
});

describe("COLLAB-2 in the order", () => {
  test("a banner names the colleague, or counts several and unfolds to their names", async () => {
    const { number } = await bringOrder(`Presence${Date.now()}`);
    const seated = await takeSeat(browser, "jean-bonbeurre");
    await openOrder(alain.page, number);
    await openOrder(jean.page, number);
    await banner(alain).getByText(`${BANNER} Jean Bonbeurre.`, { exact: true }).waitFor();
    await banner(jean).getByText(`${BANNER} Alain Térieur.`, { exact: true }).waitFor();
    // Jean at another machine is still one person, and no stranger to himself.
    await openOrder(seated.page, number);
    await banner(seated).getByText(`${BANNER} Alain Térieur.`, { exact: true }).waitFor();

    await openOrder(aude.page, number);
    await banner(alain).getByText(`${BANNER} 2 autres personnes.`).waitFor();
    const button = banner(alain).getByRole("button", { name: "Voir leurs noms" });
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    expect(await banner(alain).getByRole("listitem").count()).toBe(0);
    await button.click();
    expect(await button.getAttribute("aria-expanded")).toBe("true");
    expect(await banner(alain).getByRole("listitem").allInnerTexts()).toEqual([
      "Aude Itrice",
      "Jean Bonbeurre",
    ]);

    await leave(aude);
    await banner(alain).getByText(`${BANNER} Jean Bonbeurre.`, { exact: true }).waitFor();
    await leave(seated);
    await leave(jean);
    await banner(alain).waitFor({ state: "detached" });
    await seated.context.close();
    await leave(alain);
  });
});

/** Side by side, for both wait as long as the requirement gives. */
describe.concurrent("a colleague of whom nothing is heard", () => {
  test("COLLAB-1 LIST-7 the order stays yellow for as long as they have it open", async ({ expect }) => {
    const order = await bringOrder(`Presence${Date.now()}`);
    const tab = await jean.context.newPage();
    const beats: number[] = [];
    tab.on("request", (request) => {
      if (request.method() === "PUT") beats.push(performance.now());
    });
    await openOrder(tab, order.number);
    const since = performance.now();
    // Longer than a page that fell silent is kept.
    await expect.poll(() => (beats.at(-1) ?? since) - since, { timeout: 60_000 }).toBeGreaterThan(15_000);
    await watch(aude, order);
    await sign(aude).waitFor();
    await tab.close();
  });

  test("COLLAB-3 they are gone within 15 seconds of closing the tab, of losing the network, of the browser's crash", async ({
    expect,
  }) => {
    const stamp = `Silence${Date.now()}`;
    const [closed, cut, crashed] = [
      await bringOrder(stamp),
      await bringOrder(stamp),
      await bringOrder(stamp),
    ];
    const list = `?createdFrom=&holder=${stamp}`;
    await openList(alain.page, list);
    const signOf = ({ number }: Brought) => sign(alain, JEAN, rowOf(alain, number));
    /** Waits until Alain's list shows nobody there, from now on for as long as the requirement gives. */
    const goneInTime = async (order: Brought) => {
      const since = performance.now();
      await signOf(order).waitFor({ state: "detached", timeout: 15_000 });
      expect(performance.now() - since).toBeLessThan(15_000);
      expect(await isYellow(alain, rowOf(alain, order.number))).toBe(false);
    };
    const away = await takeSeat(browser, "jean-bonbeurre");
    const elsewhere = await launchBrowserToKill();
    const seated = await takeSeat(elsewhere.browser, "jean-bonbeurre");
    const tab = await away.context.newPage();
    await openOrder(tab, closed.number);
    await openOrder(away.page, cut.number);
    await openOrder(seated.page, crashed.number);
    for (const order of [closed, cut, crashed]) await signOf(order).waitFor();

    await tab.close();
    await goneInTime(closed);
    await away.context.setOffline(true);
    const cutInTime = goneInTime(cut);
    await elsewhere.kill();
    await Promise.all([cutInTime, goneInTime(crashed)]);
    await away.context.setOffline(false);
    // The network is back: so are they, without a reload.
    await signOf(cut).waitFor();
    await away.context.close();
  });
});
