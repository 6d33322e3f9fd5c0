/** A signature collection and an issuance as operators follow them, and what stops them (FLOW-4 to FLOW-7). */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { followOpenCollections } from "../../server/signatures/follow-open-collections.ts";
import { instead } from "../builders/instead.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import {
  anOrder,
  bringTo,
  collectionRef,
  createAuthority,
  createOrder,
  type Intake,
} from "../builders/orders.ts";
import { launchBrowser } from "./support/browser.ts";
import type { Seat } from "./support/operator-browser.ts";
import { confirm, openOrder, openTab, seeStatus } from "./support/order.ts";
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
beforeEach(async () => {
  await seat.page.goto("about:blank");
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const alert = (page: Page, text: string) => page.getByRole("alert").filter({ hasText: text });
const history = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });
const currentStep = (page: Page) =>
  page.getByRole("list", { name: "Étapes de la commande" }).locator("[aria-current=step]").innerText();

async function orderIn(status: "signing" | "toValidate" | "toGenerate"): Promise<number> {
  const number = await createOrder(intake, anOrder());
  await bringTo(portal, jean, number, status);
  return number;
}

describe("FLOW-4 a running collection", () => {
  test("reminds those who have not signed; cancelled, the order is to verify again, unlocked", async () => {
    const number = await orderIn("signing");
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await page.getByText(/Collecte lancée par Jean Bonbeurre le .*, ouverte jusqu’au /).waitFor();
    expect(await currentStep(page)).toBe("Signature");
    await confirm(page, "Relancer les signataires");
    await portal.runJobs();
    await history(page, "Signataires relancés").first().waitFor();
    expect(await page.getByRole("button", { name: "Modifier", exact: true }).count()).toBe(0);
    await confirm(page, "Annuler la collecte de signature");
    await seeStatus(page, "En vérification");
    await page.getByRole("button", { name: "Modifier", exact: true }).waitFor();
    expect(await currentStep(page)).toBe("Traitement");
  });
});

describe("FLOW-6 a collection that stopped", () => {
  /** The stop is told while the page is open; launching again is offered, and works. */
  async function launchAgain(page: Page): Promise<void> {
    await page
      .getByText("Vous pouvez relancer une collecte, ou l’annuler pour modifier le dossier.")
      .waitFor();
    await confirm(page, "Lancer la collecte de signature");
    await portal.runJobs();
    await page.getByText(/Collecte lancée par Jean Bonbeurre le /).waitFor();
    await seeStatus(page, "En cours de signature");
  }

  test("because a signatory refused: who looks sees why, without a reload, and launches again", async () => {
    const number = await orderIn("signing");
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const ref = await collectionRef(portal, number);
    await portal.neighbours.signatureService.refuseAs(ref, "holder", "Mon nom est mal orthographié.");
    await portal.runJobs();
    await alert(page, "Un signataire a refusé de signer.").waitFor();
    await page.getByText("Réponse reçue : Mon nom est mal orthographié.").waitFor();
    await history(page, "Collecte de signature interrompue : refus").first().waitFor();
    await launchAgain(page);
  });

  test("because its time ran out", async () => {
    const number = await orderIn("signing");
    portal.clock.set(new Date(Date.now() + 16 * 86_400_000));
    await followOpenCollections(portal.services);
    await portal.runJobs();
    portal.clock.release();
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await alert(page, "La collecte de signature a expiré avant que tous aient signé.").waitFor();
    await history(page, "Collecte de signature interrompue : expiration").first().waitFor();
    await launchAgain(page);
  });

  test("because the authority refused to issue: nothing is stuck, the operator asks again", async () => {
    const number = await orderIn("toGenerate");
    const real = portal.services.certificationAuthority;
    portal.services.certificationAuthority = instead(real, {
      enroll: async () => ({ state: "rejected", reason: "Sujet refusé par la politique" }) as const,
    });
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await portal.runJobs();
    portal.services.certificationAuthority = real;
    await alert(page, "L’autorité de certification n’a pas délivré le certificat.").waitFor();
    await page.getByText("Réponse reçue : Sujet refusé par la politique").waitFor();
    await confirm(page, "Relancer la génération");
    await portal.runJobs();
    await seeStatus(page, "À délivrer");
  });
});

describe("FLOW-6 a neighbour that does not answer", () => {
  const down = async () => {
    throw new Error("down");
  };

  test("the signature service: the open page says so, and that it is asked again by itself", async () => {
    const number = await orderIn("signing");
    const real = portal.services.signatureService;
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await confirm(page, "Annuler la collecte de signature");
    portal.services.signatureService = instead(real, { findByKey: down, create: down });
    await confirm(page, "Lancer la collecte de signature");
    await expect(portal.runJobs()).rejects.toThrow();
    portal.services.signatureService = real;
    await page.getByText("Le service de signature ne répond pas : nouvel essai automatique.").waitFor();
  });

  test("the certification authority: likewise", async () => {
    const number = await orderIn("toGenerate");
    const real = portal.services.certificationAuthority;
    const { page } = seat;
    await openOrder(page, portal.url, number);
    portal.services.certificationAuthority = instead(real, { findByRequestId: down, enroll: down });
    await expect(portal.runJobs()).rejects.toThrow();
    portal.services.certificationAuthority = real;
    await page.getByText(/L’autorité de certification ne répond pas : nouvel essai automatique\./).waitFor();
  });
});

describe("FLOW-5 DETAIL-5 the signatures of a document", () => {
  test("stand beside it, each signatory by name, and are validated by a person, in their name", async () => {
    const number = await orderIn("toValidate");
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await openTab(page, "Contrat d’abonnement");
    const panel = page.getByRole("tabpanel");
    await panel.locator("canvas").first().waitFor();
    const report = panel.getByRole("region", { name: "Rapport de Signature" });
    for (const role of ["Porteur", "Mandataire", "Représentant Légal"])
      await report.getByRole("listitem").filter({ hasText: role }).getByText("Signature valide").waitFor();
    await report.getByRole("button", { name: "Détail des signatures" }).click();
    const detail = page.getByRole("dialog", { name: "Détail des signatures : Contrat d’abonnement" });
    await detail.getByText("Chaîne de certification").first().waitFor();
    await page.keyboard.press("Escape");
    await detail.waitFor({ state: "detached" });
    await confirm(page, "Valider les signatures");
    await report.getByText(/^Signatures validées par Jean Bonbeurre le \d\d\/\d\d\/\d{4}/).waitFor();
    expect(await currentStep(page)).toBe("Validation");
    await seeStatus(page, "À valider");
  });
});

describe("FLOW-7 cancelling an order", () => {
  test("takes its number, typed; the running collection goes with it, and nothing is possible afterwards", async () => {
    const number = await orderIn("signing");
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await page.getByRole("button", { name: "Annuler la commande" }).click();
    const dialog = page.getByRole("dialog", { name: `Annuler la commande N° ${number} ?` });
    const act = dialog.getByRole("button", { name: "Annuler la commande" });
    await dialog.getByLabel("Saisissez le numéro du dossier pour confirmer").fill(String(number + 1));
    expect(await act.isDisabled()).toBe(true);
    await dialog.getByLabel("Saisissez le numéro du dossier pour confirmer").fill(String(number));
    await act.click();
    await seeStatus(page, "Annulé");
    await page.getByText("Cette commande est annulée : elle ne sera pas traitée.").waitFor();
    await history(page, "Commande annulée").first().waitFor();
    expect(await page.getByRole("button", { name: "Modifier", exact: true }).count()).toBe(0);
  });

  test("is not offered to an external operator, who lacks the right", async () => {
    const number = await createOrder(intake, anOrder());
    const claire = await signIn(portal, "RA_EXTERNAL", { name: "Claire Voyante" });
    const { page, context } = await portal.seat(browser, claire);
    await openOrder(page, portal.url, number);
    await page.getByRole("button", { name: "Modifier", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Annuler la commande" }).count()).toBe(0);
    await context.close();
  });
});
