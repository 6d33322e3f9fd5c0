/** An order, in every status and every kind of tab, holds the rules of WCAG in light and in dark. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { specimenFor } from "../../neighbours/order-portal/specimens/specimen.ts";
import { instead } from "../builders/instead.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import {
  anOrder,
  bringTo,
  collectionRef,
  createAuthority,
  createOrder,
  type Intake,
  signAll,
} from "../builders/orders.ts";
import { expectNoFaults } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { openOrder, openTab, seeStatus } from "./support/order.ts";
import { type OwnPortal, openOwnPortal } from "./support/own-portal.ts";

/** Of somebody else than the holder: its marks show attention. */
const ZONE = "IDFRAFLEURY<DETE<<<<<<<<<<<<<<750123\n1306750123457JEAN<<ERIC<<MA8004059M5";

let browser: Browser;
let portal: OwnPortal;
let intake: Intake;
let jean: SignedInOperator;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await openOwnPortal();
  intake = await createAuthority(portal);
  jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  page = (await portal.seat(browser, jean)).page;
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

async function open(number: number): Promise<void> {
  await openOrder(page, portal.url, number);
  await page.getByRole("heading", { name: "Historique" }).waitFor();
}

const opened = () => page.getByRole("tabpanel").locator("canvas, img").first().waitFor();
const told = (text: string | RegExp) => page.getByRole("alert").filter({ hasText: text }).first().waitFor();

describe("DETAIL-1 DETAIL-3 FLOW-3 the summary of a digital order", () => {
  test("in each status", async () => {
    const waiting = await createOrder(intake, anOrder(), "created");
    await open(waiting);
    await seeStatus(page, "Incomplet");
    await expectNoFaults(page, "incomplete");
    await bringTo(portal, jean, waiting, "cancelled");
    await told("Cette commande est annulée");
    await expectNoFaults(page, "cancelled");

    const number = await createOrder(intake, anOrder());
    await open(number);
    await seeStatus(page, "En vérification");
    await expectNoFaults(page, "to verify");
    await bringTo(portal, jean, number, "signing");
    await told("Collecte lancée par");
    await expectNoFaults(page, "signing");
    await signAll(portal, number);
    await seeStatus(page, "À valider");
    await expectNoFaults(page, "to validate");
    await openTab(page, "Contrat d’abonnement");
    await page.getByText("Signature valide").first().waitFor();
    await opened();
    await expectNoFaults(page, "document to sign");
    await page.getByRole("button", { name: "Détail des signatures" }).click();
    await page.getByRole("dialog").getByText("Chaîne de certification").first().waitFor();
    await expectNoFaults(page, "detail of the signatures", "[role=dialog]");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Valider les signatures" }).click();
    await page.getByRole("dialog", { name: "Valider les signatures ?" }).waitFor();
    await expectNoFaults(page, "validating signatures", "[role=dialog]");
    await page.keyboard.press("Escape");
    await openTab(page, "Récapitulatif");
    await validateAll(number);
    await seeStatus(page, "À générer");
    await expectNoFaults(page, "to generate");
    await portal.runJobs();
    await seeStatus(page, "À délivrer");
    await expectNoFaults(page, "to deliver");
    await page.getByRole("button", { name: /Afficher tout l’historique/ }).click();
    await expectNoFaults(page, "the whole history", "aside");
    const { version } = (await jean.request("GET", `/api/orders/${number}`)).body;
    await jean.request("POST", `/api/orders/${number}/delivery`, { version });
    await seeStatus(page, "Délivré");
    await expectNoFaults(page, "delivered");
  });

  test("FLOW-6 when a collection or an issuance stopped", async () => {
    const number = await createOrder(intake, anOrder());
    await bringTo(portal, jean, number, "signing");
    await portal.neighbours.signatureService.refuseAs(
      await collectionRef(portal, number),
      "holder",
      "Mon nom est mal orthographié.",
    );
    await portal.runJobs();
    await open(number);
    await told("Un signataire a refusé de signer.");
    await expectNoFaults(page, "refused");

    const other = await createOrder(intake, anOrder());
    await bringTo(portal, jean, other, "toGenerate");
    const real = portal.services.certificationAuthority;
    portal.services.certificationAuthority = instead(real, {
      enroll: async () => ({ state: "rejected", reason: "Sujet refusé par la politique" }) as const,
    });
    await portal.runJobs();
    portal.services.certificationAuthority = real;
    await open(other);
    await told("L’autorité de certification n’a pas délivré le certificat.");
    await expectNoFaults(page, "issuance that failed");
  });
});

describe("DETAIL-2 DETAIL-4 the tabs", () => {
  test("a PDF, an image, a missing piece, a broken file, an attachment, their checks and verdicts", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order, "created");
    const upload = async (kind: SupportingDocumentKind) => {
      const { content, fileName } = await specimenFor(kind, order, new Date());
      await intake.call("PUT", `/orders/${order.portuId}/pieces/${kind}`, {
        file: Buffer.from(content),
        headers: { "x-file-name": encodeURIComponent(fileName) },
      });
    };
    for (const kind of ["organizationId", "holderId"] as const) await upload(kind);
    await jean.upload(`/api/orders/${number}/attachments`, "reçu.pdf", Buffer.from("%PDF-1.4\n%%EOF\n"));

    await openOrder(page, portal.url, number, "?tab=organizationId");
    await opened();
    const panel = page.getByRole("tabpanel");
    await panel.getByText("date d’émission non saisie").waitFor();
    await expectNoFaults(page, "PDF");
    await panel.getByRole("button", { name: "Rechercher" }).click();
    await panel.getByRole("textbox", { name: "Rechercher" }).fill("certeurope");
    await panel.getByText(/^1 sur \d+$/).waitFor();
    await panel.getByLabel("Date d’émission lue sur la pièce").fill("31/02/2026");
    await panel.getByRole("button", { name: "Noter la date" }).click();
    await panel.getByText("Cette date n’est pas valable").waitFor();
    await expectNoFaults(page, "search in a PDF, a date that is none");

    await openTab(page, "ID Porteur");
    await opened();
    await panel.getByRole("button", { name: "Comparer avec la MRZ" }).click();
    await panel.getByLabel("MRZ de la pièce d’identité").fill(ZONE);
    await panel.getByRole("button", { name: "Lire la MRZ" }).click();
    await panel.getByText("Chiffres de contrôle de la MRZ : corrects").waitFor();
    await panel.getByRole("button", { name: "Non conforme", exact: true }).click();
    await panel.getByLabel("Motif").selectOption({ label: "Illisible" });
    await panel.getByLabel("Remarque").fill("Recto flou");
    await expectNoFaults(page, "image, checks, verdict with its reason");
    await panel.getByRole("button", { name: "Déclarer non conforme" }).click();
    await panel.getByRole("button", { name: "Notifier le souscripteur…" }).waitFor();
    await expectNoFaults(page, "verdict given");

    await page.getByRole("tab", { name: /^ID Mandataire/ }).click();
    await panel.getByText("Pièce manquante").waitFor();
    await expectNoFaults(page, "missing piece");
    await openTab(page, "reçu.pdf");
    await panel.getByText("Ce document ne peut pas être affiché.").waitFor();
    await expectNoFaults(page, "attachment that is broken");
  });
});

describe("FLOW-2 a paper order", () => {
  test("and one of its pieces", async () => {
    await open(await createOrder(intake, anOrder({ process: "paper" })));
    await told(/les documents sont attendus du souscripteur/);
    await expectNoFaults(page, "paper order");
    await openTab(page, "ID Porteur");
    await page.getByText("Pièce reçue sur papier").waitFor();
    await expectNoFaults(page, "piece on paper");
  });
});

async function validateAll(number: number): Promise<void> {
  const url = `/api/orders/${number}`;
  for (const { kind } of (await jean.request("GET", url)).body.documentsToSign) {
    const { version } = (await jean.request("GET", url)).body;
    await jean.request("POST", `${url}/documents-to-sign/${kind}/validation`, { version });
  }
}
