/** The period of creation: 30 days at first, and both its ends (LIST-3). */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { column, everyRow, expectEvery, filterOf, openList, rowsOf } from "./support/list.ts";

const desk = deskOf("jean-bonbeurre");

describe("LIST-3 the period", () => {
  test("is the last 30 days at first, says so, and each end may be taken away", async () => {
    const { page } = desk;
    await openList(page);
    await rowsOf(page).first().waitFor();
    const period = page.getByRole("button", { name: /^Filtrer : Date de création/ });
    expect(await period.innerText()).toContain("30 derniers jours");
    const limit = Date.now() - 31 * 86_400_000;
    await expectEvery(page, "Date de création", (text) => timeOf(text) >= limit);

    await period.click();
    await page.getByRole("button", { name: "Supprimer la date de début" }).click();
    await expect.poll(() => period.innerText()).toContain("Toutes dates");
    await page.keyboard.press("Escape");
    await filterOf(page, "Process").selectOption({ label: "Démat" });
    await page.getByRole("button", { name: "Date de création", exact: true }).click();
    // Without a start the oldest order is there, which is older than the period.
    await expect
      .poll(async () => timeOf((await column(page, "Date de création"))[0] ?? ""))
      .toBeLessThan(limit);
  });

  test("an end alone begins in 1970, a start alone goes on until now", async () => {
    const { page, context } = desk;
    await openList(page, "?createdFrom=&pageSize=100");
    await rowsOf(page).first().waitFor();
    const all = await everyRow(context, "/api/orders?sort=createdAt");
    const middle = dayOf(all[Math.floor(all.length / 2)]?.createdAt ?? "");
    const [year, month, day] = middle.split("-");

    await page.getByRole("button", { name: /^Filtrer : Date de création/ }).click();
    await page.getByRole("textbox", { name: "Au" }).fill(`${day}/${month}/${year}`);
    await page.getByRole("textbox", { name: "Au" }).press("Tab");
    await page.getByRole("button", { name: `Jusqu’au ${day}/${month}/${year}` }).waitFor();
    const until = all.filter(({ createdAt }) => dayOf(createdAt) <= middle).length;
    await expect.poll(() => totalOf(page)).toBe(until);

    await page.getByRole("button", { name: "Supprimer la date de fin" }).click();
    await page.getByRole("textbox", { name: "Du" }).fill(`${day}/${month}/${year}`);
    await page.getByRole("textbox", { name: "Du" }).press("Tab");
    await page.getByRole("button", { name: `Depuis le ${day}/${month}/${year}` }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Date de création", exact: true }).click();
    await expectEvery(page, "Date de création", (text) => dayShown(text) >= middle);
  });
});

/** The time that a cell shows, as the browser of the tests would: Paris. */
function timeOf(shown: string): number {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})/.exec(shown) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day));
}

const dayShown = (shown: string) => shown.slice(0, 10).split("/").toReversed().join("-");

const dayOf = (iso: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" }).format(new Date(iso));

async function totalOf(page: Page): Promise<number> {
  const text = await page.getByText(/^[\d\s]+commandes?$/).innerText();
  return Number(text.replaceAll(/\D/g, ""));
}
