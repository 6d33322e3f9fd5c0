/** What the list of orders shows, and in which order. */
import { describe, expect, test } from "vitest";
import { deskOf } from "./support/desk.ts";
import { column, openList, rowsOf, titlesOf } from "./support/list.ts";
import { takeSeat } from "./support/operator-browser.ts";

const desk = deskOf("jean-bonbeurre");

const CLASSES = [
  "Certificat du souscripteur révoqué",
  "Certificat du souscripteur expiré",
  "Premier certificat du souscripteur",
  "Certificat du souscripteur en cours de validité",
  "Certificat généré ou commande terminée",
];

describe("LIST-1 the list of orders", () => {
  test("is the first page after sign-in, with the columns of the manual in its order", async () => {
    const { page, context } = await takeSeat(desk.browser, "jean-bonbeurre");
    await rowsOf(page).first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/commandes");
    expect(await titlesOf(page)).toEqual([
      "Priorité",
      "N° Dossier",
      "Portu ID",
      "Siren",
      "Porteur",
      "Date de création",
      "Client",
      "Type",
      "Process",
      "Phase",
      "Statut",
      "N° CNBF",
      "N° barreau",
    ]);
    for (const date of await column(page, "Date de création"))
      expect(date).toMatch(/^\d{2}\/\d{2}\/\d{4} - \d{2}:\d{2}$/);
    for (const siren of await column(page, "Siren")) expect(siren).toMatch(/^0002 \d{9}$/);
    await context.close();
  });
});

describe("LIST-2 without a sort", () => {
  test("orders stand by the class of their subscriber's certificates, each named in words", async () => {
    const { page } = desk;
    await openList(page, "?createdFrom=&pageSize=100");
    await rowsOf(page).first().waitFor();
    const ranks = (await column(page, "Priorité")).map((name) => CLASSES.indexOf(name));
    expect(ranks).not.toContain(-1);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    // The demonstration has orders of every class.
    expect(new Set(ranks).size).toBe(CLASSES.length);

    const statuses = await column(page, "Statut");
    const over = ["À délivrer", "Délivré", "Annulé"];
    expect(statuses.map((status) => over.includes(status))).toEqual(ranks.map((rank) => rank === 4));

    // The name of a dot is also shown on hover.
    await rowsOf(page).first().getByRole("img").hover();
    await page.getByRole("tooltip", { name: CLASSES[0] ?? "" }).waitFor();
  });
});
