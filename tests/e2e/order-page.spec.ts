/** The page of an order, part by part (DETAIL-1 to DETAIL-4, CONTACT-1). */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { specimenFor } from "../../neighbours/order-portal/specimens/specimen.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
import { launchBrowser } from "./support/browser.ts";
import { rowsOf } from "./support/list.ts";
import type { Seat } from "./support/operator-browser.ts";
import { heading, openOrder, openTab, seeStatus } from "./support/order.ts";
import { type OwnPortal, openOwnPortal } from "./support/own-portal.ts";

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

/** An order whose piece of this kind is a document that one can look at. */
async function orderWith(kind: SupportingDocumentKind): Promise<number> {
  const order = anOrder();
  const number = await createOrder(intake, order, "created");
  const { content, fileName } = await specimenFor(kind, order, new Date());
  await intake.call("PUT", `/orders/${order.portuId}/pieces/${kind}`, {
    file: Buffer.from(content),
    headers: { "x-file-name": encodeURIComponent(fileName) },
  });
  return number;
}

const tabs = (page: Page) => page.getByRole("tab").allInnerTexts();

describe("DETAIL-1 the head of an order", () => {
  test("leads to the orders before and after in the list one came from, beyond its page, and back to it", async () => {
    const numbers: number[] = [];
    // One more than a page holds, and one that the filter leaves out.
    for (let turn = 0; turn < 26; turn += 1)
      numbers.push(await createOrder(intake, anOrder({ client: "AE1-C2" }), "created"));
    await createOrder(intake, anOrder(), "created");
    const [last = 0, before = 0] = numbers.toReversed();
    const { page } = seat;
    const list = "client=AE1-C2&sort=number&direction=asc&pageSize=25";
    await page.goto(`${portal.url}/commandes?${list}`);
    await rowsOf(page).nth(24).click();
    await heading(page, before).waitFor();
    await page.getByRole("link", { name: "Commande suivante de la liste" }).click();
    await heading(page, last).waitFor();
    const next = page.getByRole("button", { name: "Commande suivante de la liste" });
    await expect.poll(() => next.isDisabled()).toBe(true);
    await page.getByRole("link", { name: "Commande précédente de la liste" }).click();
    await heading(page, before).waitFor();
    await page.getByRole("link", { name: "Retour à la liste" }).click();
    await page.getByRole("heading", { name: "Liste des Commandes" }).waitFor();
    for (const part of list.split("&")) expect(page.url()).toContain(part);
  });

  test("shows the status, the actions allowed now and the steps, the current one marked", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await seeStatus(page, "En vérification");
    const steps = page.getByRole("list", { name: "Étapes de la commande" }).getByRole("listitem");
    expect(await steps.allInnerTexts()).toEqual([
      "Traitement",
      "Signature",
      "Validation",
      "Génération",
      "Clôturé",
    ]);
    expect(await steps.first().getAttribute("aria-current")).toBe("step");
    const launch = page.getByRole("button", { name: "Lancer la collecte de signature" });
    expect(await launch.getAttribute("aria-description")).toContain("doit d’abord être vérifiée");
  });
});

describe("DETAIL-2 the tabs of an order", () => {
  test("are the summary and its pieces, then, once generated, the documents to sign", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const pieces = [
      "Récapitulatif",
      "ID Organisme",
      "ID Porteur",
      "ID Rep Légal",
      "ID Mandataire",
      "Preuve de paiement",
    ];
    expect(await tabs(page)).toEqual(pieces);
    await bringTo(portal, jean, number, "signing");
    await expect
      .poll(() => tabs(page))
      .toEqual([
        ...pieces,
        "CGU",
        "Procuration du RL",
        "Autorisation de demande de certificat",
        "Contrat d’abonnement",
      ]);
  });
});

describe("DETAIL-3 the summary", () => {
  test("shows everything the subscriber entered, and the menu with pieces, documents, information and history", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const told: Record<string, RegExp[]> = {
      Organisme: [/Certeurope/, /0002 434202180/],
      Porteur: [
        /Fleury/i,
        /Anatolie/,
        /a\.fleury@example\.org/,
        /06 39 98 08 08/,
        /75010/,
        /Paris/,
        /France/,
      ],
      "Représentant légal": [/Nassivera/i, /v\.nassivera@example\.org/],
      Mandataire: [/Aubert/i, /Toussaint/],
      Souscripteur: [/Martin/i, /lise@example\.org/],
      Commande: [/Client AE1-C1/, /Autorité AE1/, /Nouvelle/, /Démat/, /Logiciel/],
    };
    for (const [section, values] of Object.entries(told)) {
      const text = await page.getByRole("region", { name: section, exact: true }).innerText();
      for (const value of values) expect(text, section).toMatch(value);
    }
    const menu = page.getByRole("complementary");
    for (const title of ["Justificatifs", "Documents à signer", "Information", "Historique"])
      await menu.getByRole("heading", { name: title, exact: true }).waitFor();
    await menu.getByRole("button", { name: "Voir la pièce : Preuve de paiement" }).click();
    expect(await page.getByRole("tab", { selected: true }).innerText()).toBe("Preuve de paiement");
  });
});

describe("DETAIL-4 a piece beside what it proves", () => {
  test("a PDF: zoomed, turned, searched, downloaded; the SIREN leads to Infogreffe", async () => {
    const number = await orderWith("organizationId");
    const { page } = seat;
    await openOrder(page, portal.url, number, "?tab=organizationId");
    const panel = page.getByRole("tabpanel");
    const canvas = panel.locator("canvas").first();
    await canvas.waitFor();
    const width = async () => (await canvas.boundingBox())?.width ?? 0;
    const zoom = panel.getByLabel("Zoom", { exact: true });
    await zoom.selectOption({ label: "Taille réelle" });
    const actual = await width();
    await panel.getByRole("button", { name: "Zoom avant" }).click();
    await expect.poll(async () => (await width()) / actual).toBeGreaterThan(1.1);
    await zoom.selectOption({ label: "Taille réelle" });
    await panel.getByRole("button", { name: "Pivoter" }).click();
    await expect.poll(async () => (await width()) > actual * 1.2).toBe(true);
    await panel.getByRole("button", { name: "Rechercher" }).click();
    await panel.getByRole("textbox", { name: "Rechercher" }).fill("certeurope");
    await panel.getByText(/^1 sur \d+$/).waitFor();
    const download = page.waitForEvent("download");
    await panel.getByRole("button", { name: "Télécharger" }).click();
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
    const infogreffe = panel.getByRole("link", { name: /Infogreffe/ });
    expect(await infogreffe.getAttribute("href")).toBe("https://www.infogreffe.fr/entreprise/434202180");
  });

  test("an image, beside the type and number of the holder's document", async () => {
    const number = await orderWith("holderId");
    const { page } = seat;
    await openOrder(page, portal.url, number, "?tab=holderId");
    const panel = page.getByRole("tabpanel");
    const file = panel.locator("canvas, img").first();
    await file.waitFor();
    await panel.getByLabel("Type de Justificatif").selectOption({ label: "Passeport" });
    await panel.getByLabel("N° de Justificatif").fill("12AB34567");
    await panel.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("La pièce d’identité du porteur est enregistrée.").waitFor();
    await openTab(page, "Récapitulatif");
    await page.getByRole("listitem").filter({ hasText: "Pièce consultée" }).first().waitFor();
  });
});

describe("CONTACT-1 the contact page", () => {
  test("is one click away and gives address, mail and telephone as they are configured", async () => {
    const { page } = seat;
    await page.goto(portal.url);
    await page.getByRole("link", { name: "Contact" }).click();
    await page.getByRole("heading", { name: "Contact", exact: true }).waitFor();
    const { email, phone, address } = portal.services.config.contact;
    const main = page.getByRole("main");
    expect(await main.getByRole("link", { name: email }).getAttribute("href")).toBe(`mailto:${email}`);
    expect(await main.getByRole("link", { name: "01 49 70 29 30" }).getAttribute("href")).toBe(
      `tel:${phone}`,
    );
    for (const line of address) await main.getByText(line).waitFor();
  });
});
