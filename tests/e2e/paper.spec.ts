/** A paper order: its own steps, validated without a signature collection, its scans attached (FLOW-1, FLOW-2). */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
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
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const steps = (page: Page) => page.getByRole("list", { name: "Étapes de la commande" });
const currentStep = (page: Page) => steps(page).locator("[aria-current=step]").innerText();

/** Drops files from the desktop somewhere on the page, as the browser tells it. */
async function drop(page: Page, onto: string, files: { name: string; content: string }[]): Promise<void> {
  await page.evaluate(
    ({ onto, files }) => {
      const dataTransfer = new DataTransfer();
      for (const { name, content } of files) dataTransfer.items.add(new File([content], name));
      const target = document.querySelector(onto) ?? document.body;
      for (const type of ["dragover", "drop"])
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    { onto, files },
  );
}

describe("FLOW-1 FLOW-2 a paper order", () => {
  test("goes Créé › Validé › Généré › Délivré, validated without a collection; FLOW-8 with its report", async () => {
    const number = await createOrder(intake, anOrder({ process: "paper" }));
    const { page } = seat;
    await openOrder(page, portal.url, number);
    expect((await steps(page).innerText()).split(/\s+/).filter((word) => /\p{L}/u.test(word))).toEqual([
      "Créé",
      "Validé",
      "Généré",
      "Délivré",
    ]);
    await seeStatus(page, "Incomplet");
    expect(await currentStep(page)).toBe("Créé");
    await page.getByText(/les documents sont attendus du souscripteur/).waitFor();
    for (const name of ["Lancer la collecte de signature", "Envoyer une notification au souscripteur"])
      expect(await page.getByRole("button", { name }).count(), name).toBe(0);
    // What validating waits for.
    const validate = page.getByRole("button", { name: "Valider la commande" });
    expect(await validate.getAttribute("aria-description")).toContain("pièce d’identité du porteur");
    await openTab(page, "ID Porteur");
    const panel = page.getByRole("tabpanel");
    await panel.getByText("Pièce reçue sur papier").waitFor();
    await panel.getByLabel("Type de Justificatif").selectOption({ label: "CNI" });
    await panel.getByLabel("N° de Justificatif").fill("1234856798");
    await panel.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("La pièce d’identité du porteur est enregistrée.").waitFor();
    await confirm(page, "Valider la commande");
    await expect.poll(() => currentStep(page)).toBe("Validé");
    await portal.runJobs();
    await expect.poll(() => currentStep(page)).toBe("Généré");
    const report = page.waitForEvent("download");
    await page.getByRole("button", { name: "Générer le PV de remise" }).click();
    expect((await report).suggestedFilename()).toBe(`PV de remise - commande ${number}.pdf`);
    await confirm(page, "Délivrer");
    await expect.poll(() => currentStep(page)).toContain("Délivré");
    await seeStatus(page, "Délivré");
  });

  test("DETAIL-7 takes its scans, several at once, dropped anywhere on the page or chosen", async () => {
    const number = await createOrder(intake, anOrder({ process: "paper" }));
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const scan = (name: string) => ({ name, content: "%PDF-1.4\n%%EOF\n" });
    await drop(page, "main h1", [scan("contrat signé.pdf"), scan("procuration.pdf")]);
    for (const name of ["contrat signé.pdf", "procuration.pdf"])
      await page.getByRole("tab", { name, exact: true }).waitFor();
    await openTab(page, "procuration.pdf");
    await drop(page, "[role=tabpanel]", [scan("CNI.pdf")]);
    await page.getByRole("tab", { name: "CNI.pdf", exact: true }).waitFor();
    expect(page.url()).toContain(`/commandes/${number}`);

    await openTab(page, "Récapitulatif");
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Ajouter une pièce jointe" }).click();
    const buffer = Buffer.from("%PDF-1.4\n%%EOF\n");
    await (await chooser).setFiles([{ name: "reçu.pdf", mimeType: "application/pdf", buffer }]);
    await page.getByRole("tab", { name: "reçu.pdf", exact: true }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "Pièce jointe ajoutée : reçu.pdf" }).first().waitFor();
  });

  test("DETAIL-7 a file that is no document is refused in words, and a drop where nothing may be added does nothing", async () => {
    const number = await createOrder(intake, anOrder({ process: "paper" }));
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await drop(page, "main h1", [{ name: "programme.pdf", content: "MZ" }]);
    await page.getByText("Ce type de fichier n’est pas accepté : PDF, JPEG ou PNG seulement.").waitFor();
    const auditor = await portal.seat(browser, await signIn(portal, "AUDITOR"));
    await openOrder(auditor.page, portal.url, number);
    await drop(auditor.page, "main h1", [{ name: "scan.pdf", content: "%PDF-1.4\n%%EOF\n" }]);
    await auditor.page.reload();
    await auditor.page.getByRole("tab", { name: "Récapitulatif" }).waitFor();
    expect(await auditor.page.getByRole("tab", { name: "scan.pdf" }).count()).toBe(0);
    await auditor.context.close();
  });
});
