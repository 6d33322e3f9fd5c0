/** Every filter at the head of the columns of the list of orders (LIST-3). */
import { describe, expect, test } from "vitest";
import type { OrderRow } from "../../domain/orders/order-list-api.ts";
import { type Desk, deskOf } from "./support/desk.ts";
import { bringOrder } from "./support/intake.ts";
import {
  ask,
  column,
  everyRow,
  expectEvery,
  expectNumbers,
  filterOf,
  openList,
  rowsOf,
} from "./support/list.ts";
import { takeSeat } from "./support/operator-browser.ts";

const desk = deskOf("jean-bonbeurre");

async function atTheList(): Promise<Desk> {
  await openList(desk.page, "?createdFrom=&pageSize=100");
  await rowsOf(desk.page).first().waitFor();
  return desk;
}

describe("LIST-3 a number is exact", () => {
  test.each([
    { title: "N° Dossier", of: (row: OrderRow) => row.number },
    { title: "Portu ID", of: (row: OrderRow) => row.portuId },
  ])("$title: the whole number finds its order, a part of it none", async ({ title, of }) => {
    const { page, context } = await atTheList();
    const wanted = (await ask<{ rows: OrderRow[] }>(context, "/api/orders?sort=number&pageSize=1")).rows[0];
    if (!wanted) throw new Error("the demonstration has orders");
    await filterOf(page, title).fill(String(of(wanted)));
    await expectNumbers(page, [wanted.number]);
    await filterOf(page, title).fill(String(of(wanted)).slice(0, -1));
    await page.getByText("Aucune commande ne correspond à ces filtres.").waitFor();
  });
});

describe("LIST-3 a part is enough", () => {
  test("Siren: anywhere in the number", async () => {
    const { page, context } = await atTheList();
    await filterOf(page, "Siren").fill("21");
    await expectEvery(page, "Siren", (siren) => siren.replace("0002 ", "").includes("21"));
    const all = await everyRow(context, "/api/orders");
    const expected = all.filter(({ siren }) => siren.includes("21")).map(({ number }) => number);
    await expectNumbers(page, expected);
  });

  test("Porteur: in the family name alone, whatever the case and the accents", async () => {
    const name = `Zémaîtré-${Date.now()}`;
    const { number } = await bringOrder(name);
    const { page } = await atTheList();
    for (const typed of [name, name.toUpperCase(), name.replace("é", "e").replace("î", "I").slice(2)]) {
      await filterOf(page, "Porteur").fill(typed);
      await expectNumbers(page, [number]);
    }
    // The given name of that holder is not what the filter looks in.
    await filterOf(page, "Porteur").fill("Anatolie");
    await page.getByText("Aucune commande ne correspond à ces filtres.").waitFor();
  });

  test("Porteur: what stands for anything elsewhere stands for itself here", async () => {
    const stamp = String(Date.now());
    const percent = await bringOrder(`A%B_${stamp}`);
    await bringOrder(`AXBY${stamp}`);
    const { page } = await atTheList();
    for (const typed of [`a%b_${stamp}`, `%b_${stamp}`, `_${stamp}`]) {
      await filterOf(page, "Porteur").fill(typed);
      await expectNumbers(page, [percent.number]);
    }
  });
});

describe("LIST-3 one choice in a list", () => {
  test.each([
    { title: "Client", choice: "CERTIPLUS PRO" },
    { title: "Type", choice: "Renouvellement" },
    { title: "Process", choice: "Papier" },
    { title: "Phase", choice: "Délivré" },
  ])("$title: $choice alone, and everything again", async ({ title, choice }) => {
    const { page } = await atTheList();
    await filterOf(page, title).selectOption({ label: choice });
    await expectEvery(page, title, (text) => text === choice);
    await filterOf(page, title).selectOption({ label: "Tous" });
    await expect.poll(async () => new Set(await column(page, title)).size).toBeGreaterThan(1);
  });

  test("Client offers what one may see, and no other's", async () => {
    const { page, context } = await takeSeat(desk.browser, "claire-voyante");
    const seen = (await ask<{ name: string }[]>(context, "/api/clients")).map(({ name }) => name);
    await rowsOf(page).first().waitFor();
    await expect
      .poll(() => filterOf(page, "Client").getByRole("option").allInnerTexts())
      .toEqual(["Tous", ...seen]);
    expect(seen).toEqual(["CERTIPLUS PRO"]);
    await context.close();
  });
});

describe("LIST-3 the manual gives no filter", () => {
  test("to Priorité, Statut, N° CNBF and N° barreau", async () => {
    const { page } = await atTheList();
    for (const title of ["Priorité", "Statut", "N° CNBF", "N° barreau"])
      expect(await filterOf(page, title).count(), title).toBe(0);
  });
});
