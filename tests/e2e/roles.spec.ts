/** What a role may do is what the screens offer (ROLE-3, ROLE-4). */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { expectEvery, openList, rowsOf } from "./support/list.ts";
import { takeSeat } from "./support/operator-browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe("ROLE-3 an auditor", () => {
  test("changes nothing: reads, exports, and writes to the subscriber without declaring the order incomplete", async () => {
    const { page, context } = await takeSeat(browser, "aude-itrice");
    await openList(page, "?queue=toVerify&createdFrom=");
    await page.getByRole("button", { name: "Exporter" }).waitFor();
    await rowsOf(page).first().click();
    await page.getByRole("heading", { name: "Historique" }).waitFor();
    for (const name of [
      "Modifier",
      "Annuler la commande",
      "Ajouter le commentaire",
      "Ajouter une pièce jointe",
    ])
      expect(await page.getByRole("button", { name }).count(), name).toBe(0);
    await page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).click();
    const incomplete = page.getByRole("checkbox", { name: "Déclarer la commande incomplète" });
    await incomplete.waitFor();
    expect(await incomplete.isDisabled()).toBe(true);
    await page.getByRole("dialog").getByText("Votre rôle ne permet pas cette opération.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "ID Porteur", exact: true }).click();
    await page.getByRole("region", { name: "Vérification de la pièce" }).waitFor();
    expect(await page.getByRole("button", { name: "Conforme", exact: true }).count()).toBe(0);
    await context.close();
  });
});

describe("ROLE-4 an operator with two roles, one by the manual's other name", () => {
  test("is named with both and may what either allows, within the one perimeter", async () => {
    const { page, context } = await takeSeat(browser, "yves-loin");
    const account = page.getByRole("banner").getByRole("button", { name: /Yves Loin/ });
    for (const role of ["Opérateur AE externe", "Auditeur"]) await account.getByText(role).waitFor();
    await openList(page, "?createdFrom=&queue=toVerify");
    await expectEvery(page, "Client", (client) => !client.startsWith("CERT"));
    await rowsOf(page).first().click();
    await page.getByRole("button", { name: "Modifier", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Annuler la commande" }).count()).toBe(0);
    await context.close();
  });
});
