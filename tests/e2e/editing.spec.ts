/** Modifying an order, alone and when a colleague is quicker (DETAIL-6, DETAIL-7, DETAIL-8). */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JournalEntry } from "../../domain/journal/journal.ts";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
import { faults } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import type { Seat } from "./support/operator-browser.ts";
import { openOrder } from "./support/order.ts";
import { type OwnPortal, openOwnPortal } from "./support/own-portal.ts";

let browser: Browser;
let portal: OwnPortal;
let intake: Intake;
let jean: SignedInOperator;
let alain: SignedInOperator;
let seat: Seat;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await openOwnPortal();
  intake = await createAuthority(portal);
  jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  alain = await signIn(portal, "SUPPORT", { name: "Alain Térieur" });
  seat = await portal.seat(browser, jean);
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const field = (page: Page, label: string) =>
  section(page, "Porteur").getByRole("textbox", { name: label, exact: true });
const save = (page: Page) => page.getByRole("button", { name: "Enregistrer", exact: true }).click();
const saved = (page: Page) => page.getByText("Les informations sont enregistrées.").first().waitFor();

async function orderOf(number: number): Promise<OrderDetail> {
  return (await jean.request("GET", `/api/orders/${number}`)).body;
}

/** The colleague saves these values of the holder at their own desk. */
async function colleagueSaves(number: number, change: object): Promise<void> {
  const { version, information } = await orderOf(number);
  const holder = { ...information.holder, ...change };
  const body = { version, information: { ...information, holder } };
  const answer = await alain.request("PUT", `/api/orders/${number}/information`, body);
  expect(answer.status).toBe(200);
}

/** An order whose information Jean has begun to modify. */
async function beginning(): Promise<{ page: Page; number: number }> {
  const number = await createOrder(intake, anOrder(), "created");
  const { page } = seat;
  await openOrder(page, portal.url, number);
  await page.getByRole("button", { name: "Modifier", exact: true }).click();
  return { page, number };
}

describe("DETAIL-6 the information of an order", () => {
  test("is checked field by field; the old and the new value stand in the history", async () => {
    const { page, number } = await beginning();
    await field(page, "Email").fill("pas une adresse");
    await field(page, "Ville").fill("");
    await save(page);
    await page.getByText("2 champs sont à corriger.").waitFor();
    await page.getByText("Cette adresse électronique n’est pas valable.").waitFor();
    expect((await orderOf(number)).information.holder.email).toBe("a.fleury@example.org");
    await field(page, "Email").fill("nouvelle@example.org");
    await field(page, "Ville").fill("Lyon");
    await save(page);
    await saved(page);
    const entry = page.getByRole("listitem").filter({ hasText: "Informations modifiées" });
    await expect.poll(() => entry.locator("del").allInnerTexts()).toContain("a.fleury@example.org");
    expect(await entry.locator("ins").allInnerTexts()).toContain("nouvelle@example.org");
    expect(await entry.innerText()).toContain("Jean Bonbeurre");
  });

  test("is locked from the signature on, and the screen says why", async () => {
    const number = await createOrder(intake, anOrder());
    await bringTo(portal, jean, number, "signing");
    await openOrder(seat.page, portal.url, number);
    await seat.page.getByText(/Les informations sont verrouillées pendant la collecte/).waitFor();
    expect(await seat.page.getByRole("button", { name: "Modifier", exact: true }).count()).toBe(0);
  });
});

describe("DETAIL-8 a colleague was quicker", () => {
  test("is told while one types, and settled field by field: nothing typed is lost, nothing is overwritten", async () => {
    const { page, number } = await beginning();
    await field(page, "Email").fill("mienne@example.org");
    await field(page, "Ville").fill("Lyon");
    await colleagueSaves(number, { email: "sienne@example.org", givenName: "Zoé" });
    await page.getByText(/Alain Térieur a modifié ces informations le /).waitFor();
    expect(await field(page, "Email").inputValue()).toBe("mienne@example.org");

    await save(page);
    const dialog = page.getByRole("dialog", { name: "La commande a été modifiée entre-temps" });
    await dialog.waitFor();
    expect(await faults(page, { within: "[role=dialog]" })).toEqual([]);
    const choice = (label: string) => dialog.getByRole("radiogroup", { name: `Porteur – ${label}` });
    const email = await choice("Email").innerText();
    for (const told of ["mienne@example.org", "sienne@example.org", /Alain Térieur, le \d\d\/\d\d\/\d{4}/])
      expect(email).toMatch(told);
    // What one alone touched is settled; what both touched waits.
    expect(await choice("Prénom").getByRole("radio", { name: /Zoé/ }).isChecked()).toBe(true);
    expect(await choice("Ville").getByRole("radio", { name: /Lyon/ }).isChecked()).toBe(true);
    expect(await choice("Email").getByRole("radio", { checked: true }).count()).toBe(0);
    const confirm = dialog.getByRole("button", { name: "Enregistrer ces choix" });
    expect(await confirm.isDisabled()).toBe(true);

    // Out by Escape: the form is as it was, and nothing was saved.
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await field(page, "Email").inputValue()).toBe("mienne@example.org");
    expect(await field(page, "Ville").inputValue()).toBe("Lyon");
    expect((await orderOf(number)).information.holder.email).toBe("sienne@example.org");

    await save(page);
    await choice("Email")
      .getByRole("radio", { name: /mienne/ })
      .focus();
    await page.keyboard.press("Space");
    await confirm.press("Enter");
    await saved(page);
    const { holder } = (await orderOf(number)).information;
    expect([holder.email, holder.givenName, holder.address.city]).toEqual([
      "mienne@example.org",
      "Zoé",
      "Lyon",
    ]);
    const history: JournalEntry[] = (await jean.request("GET", `/api/orders/${number}/history`)).body;
    const changes = history.flatMap(({ actorName, event }) =>
      event.type === "informationModified"
        ? event.changes.map(({ field, from, to }) => [actorName, field, from, to])
        : [],
    );
    expect(changes).toContainEqual([
      "Jean Bonbeurre",
      "holder.email",
      "sienne@example.org",
      "mienne@example.org",
    ]);
  });

  test("elsewhere in the order: what one typed is saved without a question", async () => {
    const { page, number } = await beginning();
    await field(page, "Ville").fill("Lyon");
    const { version } = await orderOf(number);
    const identityDocument = { type: "passport", number: "12AB34567" };
    const body = { version, identityDocument };
    await alain.request("PUT", `/api/orders/${number}/identity-document`, body);
    await save(page);
    await saved(page);
    const order = await orderOf(number);
    expect(order.information.holder.address.city).toBe("Lyon");
    expect(order.identityDocument).toMatchObject(identityDocument);
  });
});

describe("DETAIL-7 a comment", () => {
  test("keeps its author and time, and is never lost by a conflict", async () => {
    const number = await createOrder(intake, anOrder(), "created");
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const text = page.getByPlaceholder("Saisissez un commentaire ou une note ici");
    await text.fill("À rappeler lundi");
    await colleagueSaves(number, { givenName: "Zoé" });
    await alain.request("POST", `/api/orders/${number}/comments`, { text: "Vu avec le porteur" });
    await page.getByRole("listitem").filter({ hasText: "Vu avec le porteur" }).first().waitFor();
    expect(await text.inputValue()).toBe("À rappeler lundi");
    await page.getByRole("button", { name: "Ajouter le commentaire" }).click();
    const mine = page.getByRole("listitem").filter({ hasText: "À rappeler lundi" }).first();
    await mine.waitFor();
    expect(await mine.innerText()).toMatch(/Jean Bonbeurre, \d\d\/\d\d\/\d{4} - \d\d:\d\d/);
    expect(await text.inputValue()).toBe("");
    expect((await orderOf(number)).comments.map((comment) => [comment.author, comment.text])).toEqual([
      ["Jean Bonbeurre", "À rappeler lundi"],
      ["Alain Térieur", "Vu avec le porteur"],
    ]);
  });
});
