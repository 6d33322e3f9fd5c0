/** The main job from end to end: from the order portal to a certificate handed over, in a real browser. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { bringOrderToVerify } from "./support/intake.ts";
import { inMail, mailTo } from "./support/mail.ts";
import { signInWithCard } from "./support/operator-browser.ts";
import { orderCertificate, signAsInvited } from "./support/subscriber.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const DOCUMENTS = [
  "CGU",
  "Procuration du RL",
  "Autorisation de demande de certificat",
  "Contrat d’abonnement",
];

describe("FLOW-3 a digital order", () => {
  test("goes from the order portal to a certificate handed over", async () => {
    const ordered = await orderCertificate(browser, "chemin");
    await mailTo("ae-certeurope@portail-ae.example", new RegExp(`N° ${ordered.number} à vérifier`));

    const { page, context } = await signInWithCard(browser, "jean-bonbeurre");
    await page.getByRole("textbox", { name: /N° Dossier/ }).fill(String(ordered.number));
    await page.getByText("1 commande", { exact: true }).first().waitFor();
    await page
      .getByRole("row")
      .filter({ hasText: String(ordered.portuId) })
      .click();
    await page.getByRole("heading", { name: `Commande N° ${ordered.number}` }).waitFor();
    await status(page, "En vérification");

    const panel = page.getByRole("tabpanel");
    // Each piece beside the data it proves.
    for (const tab of ["ID Organisme", "ID Porteur", "ID Rep Légal", "ID Mandataire", "Preuve de paiement"]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await panel.locator("canvas, img").first().waitFor();
      await panel.getByRole("button", { name: "Conforme", exact: true }).click();
      await panel.getByText(/^Par Jean Bonbeurre/).waitFor();
    }
    // Launching says what it waits for.
    await page.getByRole("tab", { name: "ID Porteur", exact: true }).click();
    await panel.getByLabel("Type de Justificatif").selectOption({ label: "CNI" });
    await panel.getByLabel("N° de Justificatif").fill("1234856798");
    await panel.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("La pièce d’identité du porteur est enregistrée.").waitFor();
    await confirm(page, "Lancer la collecte de signature");
    await status(page, "En cours de signature");

    for (const email of Object.values(ordered.emails)) await signAsInvited(browser, email);
    await mailTo("ae-certeurope@portail-ae.example", new RegExp(`N° ${ordered.number} à valider`));
    await page.reload();
    await status(page, "À valider");

    // The operator sees each signed document with its report, and validates it in their own name.
    for (const document of DOCUMENTS) {
      await page.getByRole("tab", { name: document, exact: true }).click();
      await panel.getByText("Rapport de Signature").waitFor();
      await panel.getByText("Signature valide").first().waitFor();
      await confirm(page, "Valider les signatures");
    }
    // The authority issues by itself: the page follows.
    await expect.poll(() => refreshedStatus(page), { timeout: 30_000 }).toBe("À délivrer");

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Générer le PV de remise" }).click();
    const report = await readFile(await (await download).path());
    expect(report.subarray(0, 5).toString()).toBe("%PDF-");

    await confirm(page, "Délivrer");
    await status(page, "Délivré");

    await page.getByRole("tab", { name: "Récapitulatif" }).click();
    const history = page
      .getByRole("group")
      .filter({ has: page.getByRole("heading", { name: "Historique" }) });
    await history.getByRole("button", { name: /Afficher tout l’historique/ }).click();
    for (const told of [
      "Commande validée par le souscripteur",
      "Pièce d’identité du porteur renseignée",
      "Collecte de signature lancée",
      "Signatures validées : CGU",
      "PV de remise généré",
      "Commande délivrée",
    ])
      await expect.poll(() => history.innerText()).toContain(told);
    await retrieveKeyPair(browser, ordered.emails.holder);

    await page.getByRole("link", { name: "Certificats" }).click();
    await page
      .getByRole("row", { name: /Anatolie Fleury/i })
      .first()
      .click();
    await page.getByText("Numéro de série").first().waitFor();
    expect(await page.locator("main").innerText()).toContain("NTRFR-434202180");
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: "Télécharger le certificat" }).click();
    expect(await readFile(await (await file).path(), "utf8")).toContain("BEGIN CERTIFICATE");
    await context.close();
  });
});

describe("ROLE-1 ROLE-2 the same order", () => {
  test("shows each role what it may do; outside the perimeter it does not exist", async () => {
    const { number } = await bringOrderToVerify("Fleury");
    const url = `${inject("portal").url}/commandes/${number}`;
    const open = async (card: string) => {
      const seat = await signInWithCard(browser, card);
      await seat.page.goto(url);
      return seat;
    };

    for (const card of ["jean-bonbeurre", "alain-terieur"]) {
      const { page, context } = await open(card);
      await page.getByRole("button", { name: "Lancer la collecte de signature" }).waitFor();
      await page.getByRole("button", { name: "Annuler la commande" }).waitFor();
      await page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).waitFor();
      await context.close();
    }

    const auditor = await open("aude-itrice");
    await auditor.page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).waitFor();
    for (const operation of ["Lancer la collecte de signature", "Annuler la commande", "Modifier"])
      expect(await auditor.page.getByRole("button", { name: operation }).count(), operation).toBe(0);
    await auditor.context.close();

    for (const card of ["claire-voyante", "yves-loin"]) {
      const { page, context } = await open(card);
      await page.getByText("Page introuvable").waitFor();
      expect(await page.locator("body").innerText()).not.toContain("Fleury");
      await context.close();
    }
  });
});

/** The status as the header shows it. */
async function status(page: Page, expected: string): Promise<void> {
  await page
    .getByRole("banner")
    .or(page.locator("header"))
    .getByText(expected, { exact: true })
    .first()
    .waitFor();
}

async function refreshedStatus(page: Page): Promise<string> {
  await page.reload();
  await page.getByRole("heading", { name: /^Commande N°/ }).waitFor();
  const shown = await page.locator("header").allInnerTexts();
  return ["À générer", "À délivrer"].find((label) => shown.join("\n").includes(label)) ?? "";
}

/** Presses the operation's button, then confirms in the dialogue that says what it does. */
async function confirm(page: Page, operation: string): Promise<void> {
  await page.getByRole("button", { name: operation, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: operation, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** The holder opens the mail and retrieves the key pair with its code. */
async function retrieveKeyPair(browser: Browser, email: string): Promise<void> {
  const mail = await mailTo(email, /retrait/);
  const page = await browser.newPage();
  await page.goto(inMail(mail, /(http\S+\/retrait\/\S+)/));
  await page.getByLabel(/Code de retrait/).fill(inMail(mail, /Code de retrait : (\S+)/));
  await page.getByRole("button", { name: "Continuer" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger le certificat (.p12)" }).click();
  expect((await readFile(await (await download).path()))[0]).toBe(0x30);
  await page.close();
}
