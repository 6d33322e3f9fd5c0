/** The lists with all that opens over them, and the pages beside them, hold the rules of WCAG in light and in dark. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { expectNoFaults } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { filterOf, openList, rowsOf } from "./support/list.ts";
import { type Seat, takeSeat } from "./support/operator-browser.ts";

const DIALOG = "[role=dialog]";

let browser: Browser;
let seat: Seat;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  seat = await takeSeat(browser, "jean-bonbeurre");
  page = seat.page;
});
afterAll(() => browser?.close());

/** Closes by Escape what is open over the page. */
async function close(): Promise<void> {
  await page.keyboard.press("Escape");
  await page.locator(DIALOG).waitFor({ state: "detached" });
}

describe("LIST-3 LIST-6 EXPORT-1 the list of orders", () => {
  test("with its filters, its saved views, an export and its keys", async () => {
    await openList(page, "?createdFrom=&pageSize=25&sort=number&direction=asc&process=paper");
    await rowsOf(page).nth(5).waitFor();
    await expectNoFaults(page, "list");

    await page.getByRole("button", { name: /^Filtrer : Date de création/ }).click();
    await page.getByRole("dialog").getByLabel("Du", { exact: true }).click();
    await page.getByRole("dialog").getByRole("table").first().waitFor();
    await expectNoFaults(page, "period");
    await close();

    await page.route("**/api/orders/export*", () => {});
    await page.getByRole("button", { name: "Exporter" }).click();
    const running = page.getByRole("group", { name: "Export en cours" });
    await running.getByRole("progressbar").waitFor();
    await expectNoFaults(page, "export in progress");
    await running.getByRole("button", { name: "Annuler" }).click();
    await page.getByText("Export annulé.").waitFor();
    await expectNoFaults(page, "export cancelled", ".mantine-Notifications-root");

    await page.getByRole("button", { name: "Mes vues" }).click();
    await page.getByRole("button", { name: "Enregistrer cette vue…" }).click();
    const save = page.getByRole("dialog", { name: "Enregistrer cette vue" });
    await save.getByLabel("Nom de la vue").waitFor();
    await expectNoFaults(page, "saving a view", DIALOG);
    await save.getByLabel("Nom de la vue").fill("Papier");
    await save.getByRole("button", { name: "Enregistrer" }).click();
    await save.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Mes vues" }).click();
    await page.getByRole("link", { name: "Papier" }).waitFor();
    await expectNoFaults(page, "saved views");
    await page.getByRole("button", { name: "Supprimer la vue Papier" }).click();
    const remove = page.getByRole("dialog", { name: "Supprimer la vue ?" });
    await remove.waitFor();
    await expectNoFaults(page, "deleting a view", DIALOG);
    await remove.getByRole("button", { name: "Supprimer" }).click();
    await remove.waitFor({ state: "detached" });

    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Raccourcis clavier" }).waitFor();
    await expectNoFaults(page, "keys");
    await close();
    await page.getByRole("button", { name: /Jean Bonbeurre/ }).click();
    await page.getByRole("menuitem", { name: "Se déconnecter" }).waitFor();
    await expectNoFaults(page, "menu of the operator");
    await page.keyboard.press("Escape");
  });

  test("without a row, and when it cannot be loaded", async () => {
    await openList(page, "?number=999999999");
    await page.getByText("Aucune commande ne correspond à ces filtres.").waitFor();
    await expectNoFaults(page, "no row");
    await page.route("**/api/orders?*", (route) => route.abort());
    await filterOf(page, "N° Dossier").fill("12");
    await page.getByText("La liste n’a pas pu être chargée.").waitFor();
    await expectNoFaults(page, "list that failed");
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });
});

describe("CERT-1 CERT-2 CONTACT-1 the pages beside it", () => {
  test("the certificates, one of each status, the contact", async () => {
    await openList(page, "", "certificats");
    await rowsOf(page).nth(3).waitFor();
    await expectNoFaults(page, "certificates");
    for (const status of ["valid", "revoked"]) {
      await openList(page, `?status=${status}`, "certificats");
      await rowsOf(page).first().click();
      await page.getByText("Numéro de série").first().waitFor();
      await expectNoFaults(page, `certificate, ${status}`);
    }
    await openList(page, "?status=valid", "certificats");
    await rowsOf(page).first().click();
    await page.getByRole("button", { name: "Révoquer", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Motif de révocation").waitFor();
    await expectNoFaults(page, "revocation");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Contact" }).click();
    await page.getByRole("heading", { name: "Contact", exact: true }).waitFor();
    await expectNoFaults(page, "contact");
  });

  test("a page that does not exist, and one that failed", async () => {
    const origin = new URL(page.url()).origin;
    await page.goto(`${origin}/nulle-part`);
    await page.getByText("Page introuvable").waitFor();
    await expectNoFaults(page, "not found");
    await page.route("**/api/orders/1", (route) => route.abort());
    await page.goto(`${origin}/commandes/1`);
    await page.getByText("Un problème est survenu").waitFor();
    await expectNoFaults(page, "order that failed");
    await page.route(/ContactPage/, (route) => route.abort());
    await page.goto(`${origin}/contact`);
    await page.getByText("La page n’a pas pu s’afficher.").waitFor();
    await expectNoFaults(page, "page that failed");
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });
});
