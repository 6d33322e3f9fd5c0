/** An order by keyboard: keys that act by themselves, their list, and the switch that takes them away (WCAG 2.1.4). */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder, judgePieces } from "../builders/orders.ts";
import { faults } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { rowsOf } from "./support/list.ts";
import type { Seat } from "./support/operator-browser.ts";
import { heading, openOrder } from "./support/order.ts";
import { type OwnPortal, openOwnPortal } from "./support/own-portal.ts";

let browser: Browser;
let portal: OwnPortal;
let jean: SignedInOperator;
let seat: Seat;
/** Three orders, one after the other in the list by number. */
let numbers: number[];
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await openOwnPortal();
  const intake = await createAuthority(portal);
  jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  numbers = [];
  for (let turn = 0; turn < 3; turn += 1) numbers.push(await createOrder(intake, anOrder()));
  seat = await portal.seat(browser, jean);
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const [first, second, third] = [0, 1, 2].map((place) => () => numbers[place] ?? 0) as [
  () => number,
  () => number,
  () => number,
];
const SORTED = "?sort=number&direction=asc";
const open = (page: Page, number: number) => openOrder(page, portal.url, number, SORTED);
const selectedTab = (page: Page) => page.getByRole("tab", { selected: true }).innerText();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");
const verdictOf = async (number: number, kind: string) => {
  const { supportingDocuments } = (await jean.request("GET", `/api/orders/${number}`)).body;
  return supportingDocuments.find((piece: { kind: string }) => piece.kind === kind).verdict;
};

describe("DETAIL-1 DETAIL-2 DETAIL-4 NOTIFY-1 an order by keyboard", () => {
  test("j and k lead through the list one came from, u back to it, digits through the tabs", async () => {
    const { page } = seat;
    await open(page, first());
    await page.keyboard.press("j");
    await heading(page, second()).waitFor();
    await page.keyboard.press("j");
    await heading(page, third()).waitFor();
    await page.keyboard.press("k");
    await heading(page, second()).waitFor();
    await page.keyboard.press("3");
    await expect.poll(() => selectedTab(page)).toBe("ID Porteur");
    await page.keyboard.press("1");
    await expect.poll(() => selectedTab(page)).toBe("Récapitulatif");
    await page.keyboard.press("u");
    await page.getByRole("heading", { name: "Liste des Commandes" }).waitFor();
    expect(page.url()).toContain("sort=number");
  });

  test("verdicts, notification and launching: no key alone gives or sends anything", async () => {
    const { page } = seat;
    await open(page, first());
    await page.keyboard.press("2");
    await expect.poll(() => selectedTab(page)).toBe("ID Organisme");
    await page.keyboard.press("c");
    expect(await focused(page)).toBe("Conforme");
    expect(await verdictOf(first(), "organizationId")).toBeNull();
    await page.keyboard.press("Enter");
    await page
      .getByRole("tabpanel")
      .getByText(/^Par Jean Bonbeurre/)
      .waitFor();
    expect((await verdictOf(first(), "organizationId")).outcome).toBe("compliant");

    await page.keyboard.press("3");
    await expect.poll(() => selectedTab(page)).toBe("ID Porteur");
    await page.keyboard.press("n");
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    expect(await verdictOf(first(), "holderId")).toBeNull();

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("m");
    await page.getByRole("dialog", { name: "Envoyer une notification" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await judgePieces(jean, second());
    const { version } = (await jean.request("GET", `/api/orders/${second()}`)).body;
    const identityDocument = { type: "passport", number: "12AB34567" };
    await jean.request("PUT", `/api/orders/${second()}/identity-document`, { version, identityDocument });
    await open(page, second());
    await page.keyboard.press("l");
    await page.getByRole("dialog", { name: "Lancer la collecte de signature ?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect((await jean.request("GET", `/api/orders/${second()}`)).body.status).toBe("toVerify");
  });

  test("keys do nothing while one types, with a modifier, or while a dialogue asks", async () => {
    const { page } = seat;
    await open(page, first());
    const comment = page.getByPlaceholder("Saisissez un commentaire ou une note ici");
    await comment.pressSequentially("jkum?l1");
    expect(await comment.inputValue()).toBe("jkum?l1");
    await comment.fill("");
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("Alt+j");
    await page.keyboard.press("Control+u");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Raccourcis clavier" });
    await help.waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("m");
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    expect(await heading(page, first()).count()).toBe(1);
  });

  test("? lists them; they are told by their controls; switched off they are gone, for this operator", async () => {
    const { page, context } = await portal.seat(browser, jean);
    await open(page, first());
    const next = page.getByRole("link", { name: "Commande suivante de la liste" });
    expect(await next.getAttribute("aria-keyshortcuts")).toBe("j");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Raccourcis clavier" });
    await help.getByText("Commande suivante de la liste").waitFor();
    expect(await faults(page, { within: "[role=dialog]" })).toEqual([]);
    await help.getByRole("switch", { name: "Raccourcis d’une seule touche" }).press("Space");
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.reload();
    await next.waitFor();
    expect(await next.getAttribute("aria-keyshortcuts")).toBeNull();
    await page.keyboard.press("j");
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await heading(page, first()).count()).toBe(1);

    // The way back, and the way for whoever uses no keyboard.
    await page.getByRole("button", { name: /Jean Bonbeurre/ }).click();
    await page.getByRole("menuitem", { name: "Raccourcis clavier" }).click();
    await help.getByRole("switch").press("Space");
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("j");
    await heading(page, second()).waitFor();
    await context.close();
  });
});

describe("LIST-1 the list by keyboard", () => {
  test("? lists the keys of the grid, / leads to the first filter", async () => {
    const { page } = seat;
    await page.goto(`${portal.url}/commandes`);
    await rowsOf(page).first().waitFor();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Raccourcis clavier" });
    await help.getByText("Ouvrir la ligne ; avec Ctrl, dans un nouvel onglet").waitFor();
    expect(await help.getByText("Commande suivante de la liste").count()).toBe(0);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Filtrer : N° Dossier",
    );
  });
});
