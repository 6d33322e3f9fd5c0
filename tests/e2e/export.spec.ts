/** "Exporter": the file, read back by an independent reader and compared with what the API answers. */
import { describe, expect, test } from "vitest";
import type { CertificateRow } from "../../domain/certificates/certificates-api.ts";
import { fr } from "../../web/app/catalogue.fr.ts";
import { deskOf } from "./support/desk.ts";
import { asShown, cellsOf, exported, shownInParis } from "./support/exported.ts";
import { bringOrder } from "./support/intake.ts";
import { everyRow, expectEvery, filterOf, openList, PAST, rowsOf } from "./support/list.ts";

const desk = deskOf("jean-bonbeurre");

describe("EXPORT-1 EXPORT-2 the orders", () => {
  test("come whole, whatever the page, with the filters and the sort in force", async () => {
    const { page, context } = desk;
    await openList(page, `${PAST}&sort=holder&direction=desc&pageSize=25&page=2`);
    await rowsOf(page).first().waitFor();
    await filterOf(page, "Process").selectOption({ label: "Démat" });
    await expectEvery(page, "Process", (text) => text === "Démat");

    const { fileName, titles, rows } = await exported(page);
    expect(fileName).toMatch(/^commandes-\d{4}-\d{2}-\d{2}\.xlsx$/);
    expect(titles).toEqual([
      "Numéro de dossier",
      "PortuID",
      "SIREN",
      "Prénom du porteur",
      "Nom du porteur",
      "Email du porteur",
      "N° de téléphone du porteur",
      "Ville du porteur",
      "Date de création",
      "AE",
      "Type",
      "Process",
      "Phase",
      "Statut",
    ]);
    const query = `${PAST.replace("createdFrom=&", "")}&process=digital&sort=holder&direction=desc`;
    const listed = await everyRow(context, `/api/orders${query}`);
    expect(listed.length).toBeGreaterThan(25);
    expect(rows.map((row) => row[0])).toEqual(listed.map(({ number }) => number));
    for (const [index, { number }] of listed.entries()) {
      expect(asShown(rows[index]), `order ${number}`).toEqual(await cellsOf(context, number));
    }
    await page.getByText(`Export terminé : ${listed.length} lignes.`).waitFor();
  });

  test("hold real dates and texts; what looks like a formula is text", async () => {
    const stamp = String(Date.now());
    const names = [`=1+1 ${stamp}`, `+33 ${stamp}`, `-1 ${stamp}`, `@SUM(A1) ${stamp}`];
    for (const name of names) await bringOrder(name);
    const { page } = desk;
    await openList(page, `?createdFrom=&holder=${stamp}&sort=number&direction=asc`);
    await expectEvery(page, "Porteur", (text) => text.includes(stamp));
    const { rows } = await exported(page);
    expect(rows.map((row) => row[4])).toEqual(names);
    for (const row of rows) {
      expect(typeof row[0]).toBe("number");
      expect(row[2]).toBe("434202180");
      expect(row[6]).toBe("+33639980808");
      expect(row[8]).toBeInstanceOf(Date);
    }
  });

  test("can be stopped, and the page stays usable meanwhile", async () => {
    const { page } = desk;
    await openList(page);
    await rowsOf(page).first().waitFor();
    // The answer is held back for as long as the operator does not stop it.
    await page.route("**/api/orders/export*", () => {});
    await page.getByRole("button", { name: "Exporter" }).click();
    const running = page.getByRole("group", { name: "Export en cours" });
    await running.getByRole("progressbar").waitFor();
    await filterOf(page, "Process").selectOption({ label: "Papier" });
    await expectEvery(page, "Process", (text) => text === "Papier");
    await running.getByRole("button", { name: "Annuler" }).click();
    await page.getByText("Export annulé.").waitFor();
    await running.waitFor({ state: "hidden" });

    await page.unroute("**/api/orders/export*");
    const { rows } = await exported(page);
    expect(new Set(rows.map((row) => row[11]))).toEqual(new Set(["Papier"]));
  });

  test("say in words why they cannot come", async () => {
    const { page } = desk;
    await openList(page);
    await rowsOf(page).first().waitFor();
    await page.route("**/api/orders/export*", (route) => route.abort());
    await page.getByRole("button", { name: "Exporter" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "L’export a échoué" });
    await alert.waitFor();
    expect(await alert.innerText()).toContain("Le portail ne répond pas.");
  });

  test("ROLE-5 are not offered to who may not have them", async () => {
    const { page } = desk;
    // Every role of the manual may export: the answer is altered for one that might not.
    await page.route("**/api/me", async (route) => {
      const answer = await route.fetch();
      const me = (await answer.json()) as { permissions: string[] };
      await route.fulfill({ json: { ...me, permissions: ["read"] } });
    });
    await openList(page);
    await rowsOf(page).first().waitFor();
    await page.getByRole("banner").getByText("Jean Bonbeurre").waitFor();
    expect(await page.getByRole("button", { name: "Exporter" }).count()).toBe(0);
  });
});

describe("EXPORT-3 the certificates", () => {
  test("come the same way, with the columns of their list", async () => {
    const { page, context } = desk;
    const until = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await openList(page, `?validTo=${until}&sort=holder&direction=asc`, "certificats");
    await rowsOf(page).first().waitFor();
    await filterOf(page, "Client").selectOption({ label: "CERTEUROPE EIDAS" });
    await expectEvery(page, "Client", (text) => text === "CERTEUROPE EIDAS");

    const { fileName, titles, rows } = await exported(page);
    expect(fileName).toMatch(/^certificats-\d{4}-\d{2}-\d{2}\.xlsx$/);
    expect(titles.map((title) => String(title).replace("'", "’"))).toEqual(
      Object.values(fr.certificates.column),
    );
    const listed = await everyRow<CertificateRow>(
      context,
      `/api/certificates?validTo=${until}&client=CERTEUROPE%20EIDAS&sort=holder&direction=asc`,
    );
    expect(rows.map(asShown)).toEqual(
      listed.map((it) => [
        it.number,
        it.client,
        it.registrationAuthority,
        it.holder,
        shownInParis(it.notBefore),
        shownInParis(it.notAfter),
        fr.order.medium[it.medium],
        fr.certificates.status[it.status],
      ]),
    );
  });
});
