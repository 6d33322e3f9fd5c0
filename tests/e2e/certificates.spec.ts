/** "Liste des Certificats": columns, order, filters and statuses. */
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { column, expectEvery, filterOf, openList, rowsOf, titlesOf } from "./support/list.ts";
import { takeSeat } from "./support/operator-browser.ts";

const desk = deskOf("jean-bonbeurre");

async function atTheList(): Promise<Page> {
  const { page } = desk;
  await openList(page, "?pageSize=100", "certificats");
  await rowsOf(page).first().waitFor();
  return page;
}

/** A day as the list shows it, so that days can be compared. */
const dayOf = (shown: string) => shown.split("/").toReversed().join("-");

describe("CERT-1 the list of certificates", () => {
  test("is one click away from any page, with its columns, newest first", async () => {
    const { page } = desk;
    await openList(page);
    await page.getByRole("navigation").getByRole("link", { name: "Certificats" }).click();
    await page.getByRole("heading", { name: "Liste des Certificats" }).waitFor();
    await rowsOf(page).first().waitFor();
    expect(await titlesOf(page)).toEqual([
      "N° Certificat",
      "Client",
      "AE",
      "Porteur",
      "Date de validité",
      "Date d’expiration",
      "Type",
      "Statut",
    ]);
    const days = (await column(page, "Date de validité")).map(dayOf);
    expect(days.length).toBeGreaterThan(5);
    expect(days).toEqual(days.toSorted().toReversed());
    await page.getByRole("navigation").getByRole("link", { name: "Commandes" }).click();
    await page.getByRole("heading", { name: "Liste des Commandes" }).waitFor();
  });

  test("filters by number, client, authority, holder, type and status", async () => {
    const page = await atTheList();
    const [number = ""] = (await column(page, "N° Certificat")).slice(-1);
    await filterOf(page, "N° Certificat").fill(number);
    await expect.poll(() => column(page, "N° Certificat")).toEqual([number]);
    await page.getByRole("button", { name: "Effacer le filtre N° Certificat" }).click();
    await expect.poll(() => rowsOf(page).count()).toBeGreaterThan(5);

    const holder = (await column(page, "Porteur")).find((name) => /[éèêëîïôû]/.test(name)) ?? "";
    const typed = (holder.split(" ").at(-1) ?? "").normalize("NFD").replaceAll(/\p{M}/gu, "").toUpperCase();
    await filterOf(page, "Porteur").fill(typed);
    await expectEvery(page, "Porteur", (name) =>
      name.normalize("NFD").replaceAll(/\p{M}/gu, "").toUpperCase().includes(typed),
    );
    await filterOf(page, "Porteur").fill("");

    await filterOf(page, "AE").fill("CERTIPLUS");
    await expectEvery(page, "AE", (text) => text === "CERTIPLUS");
    await filterOf(page, "AE").fill("");
    for (const [title, choice] of [
      ["Client", "CERTEUROPE V4"],
      ["Type", "MD940"],
      ["Statut", "Validé"],
    ] as const) {
      await filterOf(page, title).selectOption({ label: choice });
      await expectEvery(page, title, (text) => text === choice);
    }
  });

  test("sorts by number, holder, validity and expiry; off is newest first again", async () => {
    const page = await atTheList();
    const usual = await column(page, "N° Certificat");
    const header = page.getByRole("columnheader", { name: "Date d’expiration" });
    const click = async (state: string) => {
      await header.getByRole("button").click();
      await expect.poll(() => header.getAttribute("aria-sort")).toBe(state);
      await page
        .getByRole("grid", { name: "Liste des Certificats" })
        .and(page.locator("[aria-busy=false]"))
        .waitFor();
      return (await column(page, "Date d’expiration")).map(dayOf);
    };
    const ascending = await click("ascending");
    expect(ascending).toEqual(ascending.toSorted());
    const descending = await click("descending");
    expect(descending).toEqual(descending.toSorted().toReversed());
    await click("none");
    await expect.poll(() => column(page, "N° Certificat")).toEqual(usual);
  });

  test("ROLE-2 shows an external operator those of their own authority alone", async () => {
    const { page, context } = await takeSeat(desk.browser, "claire-voyante");
    await openList(page, "", "certificats");
    await expectEvery(page, "AE", (text) => text === "CERTIPLUS");
    await context.close();
  });
});

describe("CERT-2 one certificate", () => {
  test("shows its parts, and leads to its order and its file", async () => {
    const page = await atTheList();
    const [number = ""] = await column(page, "N° Certificat");
    await rowsOf(page).first().click();
    await page.getByRole("heading", { name: `Certificat N° ${number}` }).waitFor();
    const parts = page.getByRole("group").filter({ has: page.getByRole("heading", { name: "DN détaillé" }) });
    for (const part of ["Country", "Organization", "Organization identifier", "CN", "Surname", "Given name"])
      await parts.getByText(part, { exact: true }).waitFor();
    for (const told of ["Numéro de série", "AC émettrice", "Date de validité", "Date d’expiration", "Statut"])
      await page.getByRole("main").getByText(told, { exact: true }).first().waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Télécharger le certificat" }).click();
    const { subject } = new X509Certificate(await readFile(await (await download).path()));
    expect(await parts.innerText()).toContain(/^CN=(.*)$/m.exec(subject)?.[1] ?? "no name");
    await page.getByRole("link", { name: "Détail de la commande" }).click();
    await page.getByRole("link", { name: `Voir le certificat N° ${number}` }).waitFor();
  });
});

describe("CERT-3 the status", () => {
  test("is Validé, Expiré or Révoqué, in words, and follows from the dates", async () => {
    const page = await atTheList();
    const statuses = await column(page, "Statut");
    const expiries = (await column(page, "Date d’expiration")).map(dayOf);
    expect(new Set(statuses)).toEqual(new Set(["Validé", "Expiré", "Révoqué"]));
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" }).format(new Date());
    for (const [index, status] of statuses.entries()) {
      const expiry = expiries[index] ?? "";
      if (status === "Validé") expect(expiry >= today, `row ${index}: ${expiry}`).toBe(true);
      if (status === "Expiré") expect(expiry <= today, `row ${index}: ${expiry}`).toBe(true);
    }
  });
});
