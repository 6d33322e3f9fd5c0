/** Sorting by the titles of the columns (LIST-4). */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { column, openList, PAST, rowsOf } from "./support/list.ts";

const desk = deskOf("jean-bonbeurre");

const sortOf = (page: Page, title: string) => page.getByRole("columnheader", { name: title, exact: true });

describe("LIST-4 a title", () => {
  test.each(["N° Dossier", "Portu ID", "Porteur", "Date de création", "Priorité"])(
    "%s: first click ascending, second descending, third back to the order of the list",
    async (title) => {
      const { page } = desk;
      await openList(page, `${PAST}&pageSize=25`);
      await rowsOf(page).first().waitFor();
      const usual = await column(page, "N° Dossier");
      const header = sortOf(page, title);
      const click = async (state: string) => {
        await header.getByRole("button").click();
        await expect.poll(() => header.getAttribute("aria-sort")).toBe(state);
      };

      await click("ascending");
      expect(new URL(page.url()).searchParams.get("direction")).toBe("asc");
      await page
        .getByRole("status")
        .filter({ hasText: `Trié par ${title}, ordre croissant` })
        .waitFor();
      const ascending = await column(page, "N° Dossier");
      await click("descending");
      await page
        .getByRole("status")
        .filter({ hasText: `Trié par ${title}, ordre décroissant` })
        .waitFor();
      expect(await column(page, "N° Dossier")).not.toEqual(ascending);
      await click("none");
      await expect.poll(() => column(page, "N° Dossier")).toEqual(usual);
      expect(new URL(page.url()).searchParams.has("sort")).toBe(false);
    },
  );

  test("puts numbers in the order of numbers, and names in that of the dictionary", async () => {
    const { page } = desk;
    await openList(page, `${PAST}&pageSize=25&sort=number&direction=desc`);
    await rowsOf(page).first().waitFor();
    const numbers = (await column(page, "N° Dossier")).map(Number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));

    await openList(page, `${PAST}&pageSize=25&sort=holder&direction=asc`);
    await rowsOf(page).first().waitFor();
    const initials = (await column(page, "Porteur")).map((name) =>
      (name.normalize("NFD")[0] ?? "").toUpperCase(),
    );
    expect(initials).toEqual(initials.toSorted());
  });

  test("shows its arrow when the mouse comes close, and on keyboard focus", async () => {
    const { page } = desk;
    await openList(page);
    await rowsOf(page).first().waitFor();
    const button = sortOf(page, "Porteur").getByRole("button");
    const arrow = () =>
      button.evaluate((it) => Number(getComputedStyle(it.querySelector("svg") ?? it).opacity));
    expect(await arrow()).toBe(0);
    await sortOf(page, "Porteur").hover();
    await expect.poll(arrow).toBeGreaterThan(0.5);
    await page.mouse.move(2, 2);
    await expect.poll(arrow).toBe(0);
    await sortOf(page, "Portu ID").getByRole("button").focus();
    await page.keyboard.press("Tab");
    await expect.poll(arrow).toBeGreaterThan(0.5);
  });

  test("without a sort in the manual cannot be clicked", async () => {
    const { page } = desk;
    await openList(page);
    await rowsOf(page).first().waitFor();
    for (const title of ["Siren", "Client", "Type", "Process", "Phase", "Statut", "N° CNBF", "N° barreau"])
      expect(await sortOf(page, title).getByRole("button").count(), title).toBe(0);
  });
});
