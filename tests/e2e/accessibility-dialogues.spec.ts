/** What opens over an order, and what is typed in it, holds the rules of WCAG in light and in dark. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, test } from "vitest";
import { instead } from "../builders/instead.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import {
  anOrder,
  bringTo,
  createAuthority,
  createOrder,
  type Intake,
  judgePieces,
} from "../builders/orders.ts";
import { expectNoFaults } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { heading, openOrder } from "./support/order.ts";
import { type OwnPortal, openOwnPortal } from "./support/own-portal.ts";

const DIALOG = "[role=dialog]";

let browser: Browser;
let portal: OwnPortal;
let intake: Intake;
let jean: SignedInOperator;
let alain: SignedInOperator;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await openOwnPortal();
  intake = await createAuthority(portal);
  jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  alain = await signIn(portal, "SUPPORT", { name: "Alain Térieur" });
  page = (await portal.seat(browser, jean)).page;
});
beforeEach(async () => {
  // What one test typed asks no question of the next.
  await page.goto("about:blank");
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const open = (number: number) => openOrder(page, portal.url, number);
const city = () =>
  page.getByRole("region", { name: "Porteur", exact: true }).getByRole("textbox", { name: "Ville" });
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

/** Closes by Escape what is open over the page. */
async function close(): Promise<void> {
  await page.keyboard.press("Escape");
  await page.locator(DIALOG).waitFor({ state: "detached" });
}

describe("FLOW-3 FLOW-7 what asks before it is done", () => {
  /** The dialogues that the buttons of the order's head open, by their names. */
  async function expectDialogues(names: string[]): Promise<void> {
    for (const name of names) {
      await press(name);
      await page.getByRole("dialog").waitFor();
      await expectNoFaults(page, name, DIALOG);
      await close();
    }
  }

  test("every operation of an order", async () => {
    const verified = await createOrder(intake, anOrder());
    await judgePieces(jean, verified);
    const { version } = (await jean.request("GET", `/api/orders/${verified}`)).body;
    const identityDocument = { type: "passport", number: "12AB34567" };
    await jean.request("PUT", `/api/orders/${verified}/identity-document`, { version, identityDocument });
    await open(verified);
    await expectDialogues(["Lancer la collecte de signature", "Annuler la commande"]);
    await bringTo(portal, jean, verified, "signing");
    await page.getByRole("button", { name: "Relancer les signataires" }).waitFor();
    await expectDialogues(["Relancer les signataires", "Annuler la collecte de signature"]);

    const generated = await createOrder(intake, anOrder());
    await bringTo(portal, jean, generated, "toDeliver");
    await open(generated);
    await expectDialogues(["Délivrer"]);

    const paper = await createOrder(intake, anOrder({ process: "paper" }));
    const seen = (await jean.request("GET", `/api/orders/${paper}`)).body.version;
    await jean.request("PUT", `/api/orders/${paper}/identity-document`, { version: seen, identityDocument });
    await open(paper);
    await expectDialogues(["Valider la commande"]);

    const rejected = await createOrder(intake, anOrder());
    await bringTo(portal, jean, rejected, "toGenerate");
    const real = portal.services.certificationAuthority;
    portal.services.certificationAuthority = instead(real, {
      enroll: async () => ({ state: "rejected", reason: "Sujet refusé par la politique" }) as const,
    });
    await portal.runJobs();
    portal.services.certificationAuthority = real;
    await open(rejected);
    await expectDialogues(["Relancer la génération"]);
  });
});

describe("DETAIL-6 DETAIL-8 what is typed", () => {
  test("with its errors, kept as a draft, merged with a colleague's, asked about before one leaves", async () => {
    const number = await createOrder(intake, anOrder(), "created");
    await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith("/api/draft-key")),
      open(number),
    ]);
    await press("Modifier");
    await city().fill("");
    await press("Enregistrer");
    await page.getByText(/à corriger\./).waitFor();
    await expectNoFaults(page, "form with an error");
    await city().fill("Lyon");
    await page.reload();
    await heading(page, number).waitFor();
    await page.getByText(/^Brouillon du .* repris/).waitFor();
    await expectNoFaults(page, "draft");

    const { version, information } = (await jean.request("GET", `/api/orders/${number}`)).body;
    information.holder.address.city = "Nantes";
    information.holder.givenName = "Zoé";
    await alain.request("PUT", `/api/orders/${number}/information`, { version, information });
    await page.getByText(/Alain Térieur a modifié ces informations le /).waitFor();
    await expectNoFaults(page, "overtaken");
    await press("Enregistrer");
    await page.getByRole("dialog", { name: "La commande a été modifiée entre-temps" }).waitFor();
    await expectNoFaults(page, "merging", DIALOG);
    await close();
    await page.getByRole("link", { name: "Retour à la liste" }).click();
    await page.getByRole("dialog", { name: "Quitter sans enregistrer ?" }).waitFor();
    await expectNoFaults(page, "leaving", DIALOG);
  });
});

describe("NOTIFY-1 NOTIFY-2 a notification", () => {
  test("while it is written, and in the history when the mail server refused it", async () => {
    const number = await createOrder(intake, anOrder());
    await portal.runJobs();
    await open(number);
    await press("Envoyer une notification au souscripteur");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await expectNoFaults(page, "notification");
    await dialog.getByRole("radio", { name: "Pièce d’identité du porteur" }).check();
    await dialog.getByLabel("Motif").selectOption({ label: "Illisible" });
    await dialog.getByText("La pièce transmise est illisible.").waitFor();
    await expectNoFaults(page, "notification with its text", DIALOG);

    const real = portal.services.mailer;
    portal.services.mailer = instead(real, {
      send: async () => {
        throw new Error("550 5.1.1 Boîte inconnue");
      },
    });
    await dialog.getByRole("button", { name: "Envoyer une notification" }).click();
    await dialog.waitFor({ state: "detached" });
    await portal.runJobs().catch(() => undefined);
    portal.services.mailer = real;
    await page.getByRole("button", { name: "Renvoyer" }).waitFor();
    await expectNoFaults(page, "mail that was refused");
  });
});

describe("COLLAB-1 COLLAB-2 the others", () => {
  test("in the banner, unfolded, and in the list under the pointer", async () => {
    const number = await createOrder(intake, anOrder());
    const aude = await signIn(portal, "AUDITOR", { name: "Aude Itrice" });
    const seats = [await portal.seat(browser, alain), await portal.seat(browser, aude)];
    for (const other of seats) await openOrder(other.page, portal.url, number);
    await open(number);
    await press("Voir leurs noms");
    await page.getByRole("listitem").filter({ hasText: "Aude Itrice" }).first().waitFor();
    await expectNoFaults(page, "banner");
    await page.goto(`${portal.url}/commandes`);
    const row = page.getByRole("row").filter({ hasText: String(number) });
    await row.getByRole("img", { name: /^En cours de consultation/ }).waitFor();
    await expectNoFaults(page, "row that others have open");
    await row.hover();
    await expectNoFaults(page, "that row under the pointer", "tbody");
    for (const { context } of seats) await context.close();
  });
});
