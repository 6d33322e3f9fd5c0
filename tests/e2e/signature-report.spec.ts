/** A document to sign that comes back otherwise than it was sent: red in the report, and validated by nobody by accident. */
import { readFile } from "node:fs/promises";
import { PDFDocument } from "@cantoo/pdf-lib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { signatureReportSchema } from "../../domain/signatures/signature-report.ts";
import { instead } from "../builders/instead.ts";
import { signIn } from "../builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../builders/orders.ts";
import { expectNoFaults } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { takeSeat } from "./support/operator-browser.ts";
import { openOrder, openTab } from "./support/order.ts";
import { openOwnPortal } from "./support/own-portal.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Opens the first order whose signatures are to be validated, at one of its documents. */
async function openDocument(page: Page, tab: string): Promise<void> {
  await page.goto(`${inject("portal").url}/commandes?queue=toValidate&createdFrom=`);
  await page.getByRole("row").nth(2).click();
  await page.getByRole("tab", { name: tab, exact: true }).click();
  await page.getByText("Signature valide").first().waitFor();
}

describe("DETAIL-5 the signature report", () => {
  test("is downloaded whole, for people and for programs", async () => {
    const { page, context } = await takeSeat(browser, "alain-terieur");
    await openDocument(page, "CGU");
    await page.getByRole("button", { name: "Détail des signatures" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("PAdES B-T").first().waitFor();
    await drawer.getByText("Horodatage valide.").first().waitFor();

    const [json] = await Promise.all([
      page.waitForEvent("download"),
      drawer.getByRole("button", { name: "Télécharger le rapport (JSON)" }).click(),
    ]);
    const report = signatureReportSchema.parse(JSON.parse(await readFile(await json.path(), "utf8")));
    expect(report.indication).toBe("TOTAL-PASSED");
    expect(report.signatures.every(({ level }) => level === "B-T")).toBe(true);

    const [pdf] = await Promise.all([
      page.waitForEvent("download"),
      drawer.getByRole("button", { name: "Télécharger le rapport (PDF)" }).click(),
    ]);
    expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.suggestedFilename()).toMatch(/^Rapport de Signature - CGU - \d+\.pdf$/);
    await context.close();
  });
});

/** The same file, its signatures untouched, with a sentence written on its first page afterwards. */
async function tampered(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, forIncrementalUpdate: true });
  document.getPages()[0]?.drawText("Bon pour une autre personne", { x: 80, y: 400 });
  return document.save();
}

describe("FLOW-5 a document that the service gives back changed", () => {
  test("shows red, shows what was signed, and is accepted by nobody without a typed reason", async () => {
    const portal = await openOwnPortal();
    try {
      const intake = await createAuthority(portal);
      const jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
      const { services } = portal;
      const service = services.signatureService;
      services.signatureService = instead(service, {
        download: async (ref, kind) => tampered(await service.download(ref, kind)),
      });
      const number = await createOrder(intake, anOrder());
      await bringTo(portal, jean, number, "toValidate");
      const { page } = await portal.seat(browser, jean);
      await openOrder(page, portal.url, number);
      await openTab(page, "CGU");
      await page.getByText("Signature non valide").waitFor();
      await page.getByText("Modifié après signature.").waitFor();

      await page.getByRole("button", { name: "Détail des signatures" }).click();
      const drawer = page.getByRole("dialog", { name: /^Détail des signatures/ });
      await drawer.getByText("Le document a été modifié après signature.").first().waitFor();
      await drawer.getByRole("button", { name: "Voir ce qui a été signé" }).first().click();
      const revision = page.getByRole("dialog", { name: /^Révision signée par/ });
      await revision.locator('.page[data-loaded="true"] canvas').first().waitFor();
      await page.keyboard.press("Escape");
      await revision.waitFor({ state: "detached" });
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "detached" });

      await page.getByRole("button", { name: "Valider les signatures" }).click();
      const dialog = page.getByRole("dialog", { name: "Valider les signatures ?" });
      const accept = dialog.getByRole("button", { name: "Accepter malgré le rapport" });
      expect(await accept.isDisabled()).toBe(true);
      await expectNoFaults(page, "accepting despite the report", "[role=dialog]");
      await dialog.getByLabel(/^Motif de l’acceptation/).fill("ok");
      expect(await accept.isDisabled()).toBe(true);
      const reason = "Mention ajoutée par le service, convenue avec le souscripteur.";
      await dialog.getByLabel(/^Motif de l’acceptation/).fill(reason);
      await accept.click();
      await dialog.waitFor({ state: "detached" });
      await openTab(page, "Récapitulatif");
      await page.getByText("Signatures acceptées malgré le rapport : CGU").waitFor();
      await page.getByText(reason).waitFor();
    } finally {
      await portal.close();
    }
  });
});

describe("DETAIL-5 a document that the service sealed once for all", () => {
  test("says so, and lists what the service recorded of each signatory", async () => {
    const portal = await openOwnPortal({}, { SIGNATURE_SEAL: "once" });
    try {
      const intake = await createAuthority(portal);
      const jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
      const number = await createOrder(intake, anOrder());
      await bringTo(portal, jean, number, "toValidate");
      const { page } = await portal.seat(browser, jean);
      await openOrder(page, portal.url, number);
      await openTab(page, "Contrat d’abonnement");
      await page.getByText(/^Document scellé une seule fois par le service de signature/).waitFor();
      expect(await page.getByText("Cachet du service valide", { exact: true }).count()).toBe(3);
      await expectNoFaults(page, "a document sealed once", "main");

      await page.getByRole("button", { name: "Détail des signatures" }).click();
      const drawer = page.getByRole("dialog", { name: /^Détail des signatures/ });
      await drawer.getByRole("heading", { name: /^Cachet du service/ }).waitFor();
      const evidence = drawer.getByRole("region", {
        name: "Preuves recueillies par le service de signature",
      });
      for (const signatory of ["Porteur", "Mandataire", "Représentant Légal"]) {
        const about = evidence.getByRole("article").filter({ hasText: signatory });
        await about.getByText("Invitation envoyée par e-mail").waitFor();
        await about.getByText("Signature enregistrée").waitFor();
      }
      await expectNoFaults(page, "the service's evidence", "[role=dialog]");
    } finally {
      await portal.close();
    }
  });
});
