/** Work queues and saved views (LIST-6). */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { expectEvery, filterOf, openList, rowsOf } from "./support/list.ts";
import { takeSeat } from "./support/operator-browser.ts";

const desk = deskOf("jean-bonbeurre");

const queue = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Files de travail" }).getByRole("link", { name });

const isCurrent = async (page: Page, name: string) =>
  (await queue(page, name).getAttribute("aria-current")) !== null;

describe("LIST-6 a work queue", () => {
  test.each([
    // The second while a colleague has it open.
    ["À vérifier", /^(À vérifier|En vérification)$/],
    ["À valider", "À valider"],
    ["À générer", "À générer"],
    ["À délivrer", "À délivrer"],
    ["Incomplets", "Incomplet"],
  ])("%s: one click, and as many as it says", async (name, status) => {
    const { page } = desk;
    await openList(page);
    await queue(page, name).click();
    await expectEvery(page, "Statut", (text) =>
      typeof status === "string" ? text === status : status.test(text),
    );
    expect(await isCurrent(page, name)).toBe(true);
    // Other tests bring orders meanwhile: the chip and the list come to agree.
    await expect
      .poll(async () => {
        const counted = (await queue(page, name).innerText()).replaceAll(/\D/g, "");
        return (await page.getByText(new RegExp(`^${counted} commandes?$`)).count()) > 0;
      })
      .toBe(true);
  });

  test("Tous shows every status, whatever the age", async () => {
    const { page } = desk;
    await openList(page);
    await queue(page, "À valider").click();
    await queue(page, "Tous").click();
    await expect.poll(() => isCurrent(page, "Tous")).toBe(true);
    expect(await isCurrent(page, "À valider")).toBe(false);
    await page.getByRole("button", { name: "Filtrer : Date de création : Toutes dates" }).waitFor();
    await page.getByRole("gridcell", { name: "À vérifier" }).first().waitFor();
  });
});

describe("LIST-6 a saved view", () => {
  test("is saved under a name, opened, replaced, shared and deleted; a colleague does not see it", async () => {
    const { page, context } = desk;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const name = `Papier ${Date.now()}`;
    const views = () => page.getByRole("button", { name: "Mes vues" }).click();
    const save = async (confirm: string) => {
      await views();
      await page.getByRole("button", { name: "Enregistrer cette vue…" }).click();
      const dialog = page.getByRole("dialog", { name: "Enregistrer cette vue" });
      await dialog.getByLabel("Nom de la vue").fill(name);
      await dialog.getByRole("button", { name: confirm }).click();
      await dialog.waitFor({ state: "hidden" });
    };
    await openList(page, "?createdFrom=&sort=holder&direction=desc&page=2&pageSize=25");
    await filterOf(page, "Process").selectOption({ label: "Papier" });
    await expectEvery(page, "Process", (text) => text === "Papier");
    await save("Enregistrer");

    // Opened from elsewhere, it is the list it was.
    await openList(page);
    await views();
    await page.getByRole("link", { name }).click();
    await expectEvery(page, "Process", (text) => text === "Papier");
    const opened = new URL(page.url()).searchParams;
    expect(Object.fromEntries(opened)).toEqual({
      createdFrom: "",
      process: "paper",
      sort: "holder",
      direction: "desc",
      pageSize: "25",
    });

    // The same name takes the new list, and says so before.
    await filterOf(page, "Type").selectOption({ label: "Nouvelle" });
    await expectEvery(page, "Type", (text) => text === "Nouvelle");
    await save("Remplacer");
    await views();
    await expect.poll(() => page.getByRole("link", { name }).count()).toBe(1);
    await page.getByRole("button", { name: `Copier l’adresse de la vue ${name}` }).click();
    await page.getByText("Adresse copiée.").waitFor();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(address).searchParams.get("type")).toBe("new");

    const colleague = await takeSeat(desk.browser, "alain-terieur");
    await colleague.page.getByRole("button", { name: "Mes vues" }).click();
    await colleague.page.getByRole("button", { name: "Enregistrer cette vue…" }).waitFor();
    expect(await colleague.page.getByRole("link", { name }).count()).toBe(0);
    // The address given to them works all the same.
    await colleague.page.goto(address);
    await expectEvery(colleague.page, "Process", (text) => text === "Papier");
    await colleague.context.close();

    await page.getByRole("button", { name: `Supprimer la vue ${name}` }).click();
    await page
      .getByRole("dialog", { name: "Supprimer la vue ?" })
      .getByRole("button", { name: "Supprimer" })
      .click();
    await page.getByRole("dialog", { name: "Supprimer la vue ?" }).waitFor({ state: "hidden" });
    await views();
    await page.getByRole("button", { name: "Enregistrer cette vue…" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name }).count()).toBe(0);
    await rowsOf(page).first().waitFor();
  });
});
