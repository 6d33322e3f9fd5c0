/** What is typed and not saved yet survives a reload and the end of the session, for its operator alone (DETAIL-8). */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
import { launchBrowser } from "./support/browser.ts";
import type { Seat } from "./support/operator-browser.ts";
import { heading, openOrder, openTab } from "./support/order.ts";
import { type OwnPortal, openOwnPortal, signInAgain } from "./support/own-portal.ts";

const RESUMED = /^Brouillon du \d\d\/\d\d\/\d{4} à \d\d:\d\d repris/;

let browser: Browser;
let portal: OwnPortal;
let intake: Intake;
let jean: SignedInOperator;
let seat: Seat;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await openOwnPortal();
  intake = await createAuthority(portal);
  jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  seat = await portal.seat(browser, jean);
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const comment = (page: Page) => page.getByPlaceholder("Saisissez un commentaire ou une note ici");
const city = (page: Page) =>
  page.getByRole("region", { name: "Porteur", exact: true }).getByRole("textbox", { name: "Ville" });
const resumed = (page: Page) => page.getByRole("status").filter({ hasText: RESUMED });
/** What the browser keeps of drafts upon the order, whoever's. */
const drafts = (page: Page, number: number) =>
  page.evaluate(
    (place) => Object.entries(localStorage).filter(([name]) => name.includes(place)),
    `.${number}.`,
  );

/** Waits until the page knows how to keep drafts. */
async function openForTyping(page: Page, number: number): Promise<void> {
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/api/draft-key")),
    openOrder(page, portal.url, number),
  ]);
}

describe("DETAIL-8 what is typed and not saved", () => {
  test("survives a reload, in every field of the order; then is saved or given up, and gone", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openForTyping(page, number);
    await comment(page).fill("À rappeler");
    await page.getByRole("button", { name: "Modifier", exact: true }).click();
    await city(page).fill("Lyon");
    await openTab(page, "ID Porteur");
    const panel = page.getByRole("tabpanel");
    await panel.getByRole("button", { name: "Non conforme", exact: true }).click();
    await panel.getByLabel("Motif").selectOption({ label: "Illisible" });
    await panel.getByLabel("Remarque").fill("Recto flou");
    await page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Message libre" }).check();
    await dialog.getByLabel("Description").fill("Merci de rappeler.");

    await page.reload();
    await heading(page, number).waitFor();
    await expect.poll(() => panel.getByLabel("Remarque").inputValue()).toBe("Recto flou");
    await resumed(page).first().waitFor();
    await page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).click();
    await expect.poll(() => dialog.getByLabel("Description").inputValue()).toBe("Merci de rappeler.");
    await dialog.getByRole("button", { name: "Abandonner" }).click();
    expect(await dialog.getByLabel("Description").inputValue()).toBe("");
    await page.keyboard.press("Escape");
    await panel.getByRole("button", { name: "Déclarer non conforme" }).click();
    await panel.getByText("Recto flou").waitFor();

    await openTab(page, "Récapitulatif");
    expect(await comment(page).inputValue()).toBe("À rappeler");
    expect(await city(page).inputValue()).toBe("Lyon");
    await page.getByRole("button", { name: "Ajouter le commentaire" }).click();
    await expect.poll(() => comment(page).inputValue()).toBe("");
    await page.getByRole("button", { name: "Abandonner" }).click();
    await page.getByRole("button", { name: "Modifier", exact: true }).waitFor();
    expect(await drafts(page, number)).toEqual([]);
    await page.reload();
    await page.getByRole("button", { name: "Modifier", exact: true }).waitFor();
    expect(await resumed(page).count()).toBe(0);
  });

  test("AUTH-4 survives the end of the session, for its operator and nobody else at that machine", async () => {
    const number = await createOrder(intake, anOrder(), "created");
    const paule = await signIn(portal, "RA_INTERNAL", { name: "Paule Hisse" });
    const { page, context } = await portal.seat(browser, paule);
    await openForTyping(page, number);
    await page.getByRole("listitem").filter({ hasText: "Commande créée" }).first().waitFor();
    // What the page asks by itself would lead to the sign-in page at a moment of its own: here the operator does.
    await page.route(/\/api\/(?!orders\/\d+\/comments)/, () => {});
    await comment(page).fill("Vu avec le porteur");
    await portal.services.db.deleteFrom("session").where("operator_id", "=", paule.id).execute();
    await comment(page).press("End");
    await comment(page).pressSequentially(", samedi");
    await page.route("**/auth/sign-in*", (route) => route.fulfill({ body: "Connexion" }));
    await page.getByRole("button", { name: "Ajouter le commentaire" }).click();
    await page.getByText("Connexion").waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });

    const marc = await signIn(portal, "SUPPORT", { name: "Marc Dépassé" });
    await signInAgain({ context }, portal.url, marc);
    await openForTyping(page, number);
    await expect.poll(async () => (await drafts(page, number)).length).toBe(1);
    expect(await comment(page).inputValue()).toBe("");
    expect(JSON.stringify(await drafts(page, number))).not.toContain("porteur");

    const again = await signIn(portal, "RA_INTERNAL", { name: "Paule Hisse" });
    await signInAgain({ context }, portal.url, again);
    await openForTyping(page, number);
    await expect.poll(() => comment(page).inputValue()).toBe("Vu avec le porteur, samedi");
    await resumed(page).waitFor();
    await context.close();
  });

  test("upon an order that changed since is compared field by field when it is saved", async () => {
    const number = await createOrder(intake, anOrder(), "created");
    const { page } = seat;
    await openForTyping(page, number);
    await page.getByRole("button", { name: "Modifier", exact: true }).click();
    await city(page).fill("Lyon");
    await page.goto("about:blank");
    const alain = await signIn(portal, "SUPPORT", { name: "Alain Térieur" });
    const { version, information } = (await alain.request("GET", `/api/orders/${number}`)).body;
    information.holder.address.city = "Nantes";
    await alain.request("PUT", `/api/orders/${number}/information`, { version, information });

    await openOrder(page, portal.url, number);
    await expect.poll(() => city(page).inputValue()).toBe("Lyon");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    const choice = page.getByRole("radiogroup", { name: "Porteur – Ville" });
    await choice.getByRole("radio", { name: /Nantes/ }).waitFor();
    await choice.getByRole("radio", { name: /Lyon/ }).check();
    await page.getByRole("button", { name: "Enregistrer ces choix" }).click();
    await page.getByText("Les informations sont enregistrées.").first().waitFor();
    const saved = (await jean.request("GET", `/api/orders/${number}`)).body;
    expect(saved.information.holder.address.city).toBe("Lyon");
    expect(await drafts(page, number)).toEqual([]);
  });

  test("asks before one goes to another order, and waits there for one's return", async () => {
    const number = await createOrder(intake, anOrder(), "created");
    const { page } = seat;
    await openForTyping(page, number);
    await page.getByRole("button", { name: "Modifier", exact: true }).click();
    await city(page).fill("Lyon");
    await page.getByRole("link", { name: "Retour à la liste" }).click();
    const dialog = page.getByRole("dialog", { name: "Quitter sans enregistrer ?" });
    await dialog.getByText(/Elles restent en brouillon/).waitFor();
    await dialog.getByRole("button", { name: "Quitter sans enregistrer" }).click();
    await page.getByRole("heading", { name: "Liste des Commandes" }).waitFor();
    await page.goBack();
    await expect.poll(() => city(page).inputValue()).toBe("Lyon");
  });
});
