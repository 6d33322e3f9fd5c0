/** The list by keyboard: the grid pattern of the ARIA Authoring Practices. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { column, openList, rowsOf } from "./support/list.ts";

const desk = deskOf("jean-bonbeurre");

/** Which row and cell of the body have the focus, from 0; undefined when neither. */
function focused(page: Page): Promise<[number, number] | undefined> {
  return page.evaluate(() => {
    const cell = document.activeElement?.closest("td");
    const row = cell?.closest("tr");
    return cell && row ? ([row.sectionRowIndex, cell.cellIndex] as [number, number]) : undefined;
  });
}

describe("LIST-1 by keyboard", () => {
  test("the rows are one tab stop; arrows, Home, End and the page keys lead through them, Enter opens", async () => {
    const { page } = desk;
    await openList(page, "?createdFrom=&sort=number&direction=asc&pageSize=50");
    await rowsOf(page).first().waitFor();
    await page.getByLabel("Filtrer : Phase", { exact: true }).focus();
    await page.keyboard.press("Tab");
    const press = async (key: string) => {
      await page.keyboard.press(key);
      return focused(page);
    };
    expect(await focused(page)).toEqual([0, 0]);
    expect(await press("ArrowDown")).toEqual([1, 0]);
    expect(await press("ArrowRight")).toEqual([1, 1]);
    expect(await press("End")).toEqual([1, 12]);
    expect(await press("Home")).toEqual([1, 0]);
    expect(await press("Control+End")).toEqual([49, 12]);
    const up = await press("PageUp");
    expect(up?.[0]).toBeLessThan(40);
    expect(await press("PageDown")).toEqual([49, 12]);
    expect(await press("Control+Home")).toEqual([0, 0]);
    expect(await press("ArrowUp")).toEqual([0, 0]);

    // The next stop is after the rows, and Shift+Tab comes back to the cell one left.
    await press("ArrowDown");
    expect(await press("Tab")).toBeUndefined();
    expect(await press("Shift+Tab")).toEqual([1, 0]);

    const number = (await column(page, "N° Dossier"))[1];
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Commande N° ${number}` }).waitFor();
    await page.goBack();
    await rowsOf(page).first().waitFor();
    expect(await focused(page)).toEqual([1, 0]);
  });

  test("says its size, and aloud how many there are and in which order", async () => {
    const { page } = desk;
    await openList(page);
    const grid = page.getByRole("grid", { name: "Liste des Commandes" });
    await rowsOf(page).first().waitFor();
    expect(await grid.getAttribute("aria-colcount")).toBe("13");
    expect(Number(await grid.getAttribute("aria-rowcount"))).toBeGreaterThan(2);
    const said = page.getByRole("status").filter({ hasText: /commandes, page 1 sur/ });
    await expect.poll(() => said.textContent()).toContain("Ordre habituel de la liste");
    await page.getByRole("button", { name: "Porteur", exact: true }).press("Enter");
    await expect.poll(() => said.textContent()).toContain("Trié par Porteur, ordre croissant");
  });
});
