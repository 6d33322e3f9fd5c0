/** Filters, sort and page live in the address; a list is found again as one left it (LIST-5). */
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { column, expectEvery, filterOf, openList, PAST, rowsOf } from "./support/list.ts";
import { takeSeat } from "./support/operator-browser.ts";

const desk = deskOf("jean-bonbeurre");

const sortOf = (page: Page, title: string) => page.getByRole("columnheader", { name: title, exact: true });

describe("LIST-5 filters, sort and page", () => {
  test("live in the address: another window shows the same list", async () => {
    const { page } = desk;
    await openList(page, `${PAST}&pageSize=25`);
    await filterOf(page, "Process").selectOption({ label: "Démat" });
    await expectEvery(page, "Process", (text) => text === "Démat");
    await sortOf(page, "Porteur").getByRole("button").click();
    await expect.poll(() => sortOf(page, "Porteur").getAttribute("aria-sort")).toBe("ascending");
    const first = await column(page, "N° Dossier");
    await page.getByRole("button", { name: "Page suivante" }).click();
    await expect.poll(() => page.getByLabel("Numéro de page").inputValue()).toBe("2");
    await expect.poll(() => column(page, "N° Dossier")).not.toEqual(first);
    const shown = await column(page, "N° Dossier");

    const other = await takeSeat(desk.browser, "jean-bonbeurre");
    await other.page.goto(page.url());
    await expect.poll(() => column(other.page, "N° Dossier")).toEqual(shown);
    expect(await filterOf(other.page, "Process").inputValue()).toBe("digital");
    await other.context.close();
  });

  test("a page is reached by its number, and the total says how many there are", async () => {
    const { page } = desk;
    await openList(page, `${PAST}&pageSize=25`);
    await rowsOf(page).first().waitFor();
    const first = await column(page, "N° Dossier");
    await page.getByLabel("Numéro de page").fill("2");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).searchParams.get("page")).toBe("2");
    await expect.poll(() => column(page, "N° Dossier")).not.toEqual(first);
    const total = Number((await page.getByText(/^[\d\s]+ commandes$/).innerText()).replaceAll(/\D/g, ""));
    const grid = page.getByRole("grid", { name: "Liste des Commandes" });
    expect(await grid.getAttribute("aria-rowcount")).toBe(String(total + 2));
    expect(await rowsOf(page).first().getAttribute("aria-rowindex")).toBe("28");
  });

  test("survive an order and back: the scroll and the row one was on too", async () => {
    const { page } = desk;
    await openList(page, `${PAST}&sort=createdAt&direction=desc`);
    const row = rowsOf(page).nth(35);
    await row.scrollIntoViewIfNeeded();
    const place = () => row.boundingBox().then((box) => Math.round(box?.y ?? 0));
    const before = { url: page.url(), numbers: await column(page, "N° Dossier"), place: await place() };
    const number = before.numbers[35];

    const leaveBy = [
      () => page.goBack(),
      () => page.getByRole("link", { name: "Retour à la liste" }).click(),
    ];
    for (const leave of leaveBy) {
      await row.getByRole("gridcell").nth(7).click();
      await page.getByRole("heading", { name: `Commande N° ${number}` }).waitFor();
      await leave();
      await rowsOf(page).first().waitFor();
      expect(page.url()).toBe(before.url);
      expect(await column(page, "N° Dossier")).toEqual(before.numbers);
      expect(await place()).toBe(before.place);
      expect(await row.evaluate((it) => it.contains(document.activeElement))).toBe(true);
    }
  });

  test("an address that makes no sense shows what it can", async () => {
    const { page } = desk;
    await page.goto(`${inject("portal").url}/commandes?page=abc&sort=colour&phase=none&createdFrom=`);
    await rowsOf(page).first().waitFor();
    // A page that the list does not have any more is its last one.
    await openList(page, `${PAST}&page=4000`);
    await rowsOf(page).first().waitFor();
    await page.getByRole("button", { name: "Page suivante", disabled: true }).waitFor();
  });
});
