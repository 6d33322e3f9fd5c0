/** What the portal computes beside the fields and the pieces, as an operator sees and uses it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { identityOf } from "../../neighbours/order-portal/specimens/identity.ts";
import { identityCardZone } from "../../neighbours/order-portal/specimens/mrz.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Seat, takeSeat } from "./support/operator-browser.ts";
import { type Ordered, orderCertificate } from "./support/subscriber.ts";

let browser: Browser;
let seat: Seat;
let ordered: Ordered;
beforeAll(async () => {
  browser = await launchBrowser();
  ordered = await orderCertificate(browser, "controles");
  seat = await takeSeat(browser, "jean-bonbeurre");
});
afterAll(() => browser?.close());

let page: Page;
beforeEach(async () => {
  page = seat.page;
  await page.goto(`${inject("portal").url}/commandes/${ordered.number}`);
  await page.getByRole("heading", { name: `Commande N° ${ordered.number}` }).waitFor();
});

const panel = () => page.getByRole("tabpanel");
const open = (tab: string) => page.getByRole("tab", { name: tab, exact: true }).click();
/** A mark by its sentence, with the state that its icon has in words. */
const mark = (state: string, sentence: string | RegExp) =>
  panel()
    .getByRole("listitem")
    .filter({ has: page.getByRole("img", { name: state }), hasText: sentence });

const daysAgo = (days: number) =>
  new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "short" }).format(
    new Date(Date.now() - days * 86_400_000),
  );

describe("DETAIL-4 the portal's checks", () => {
  test("stand under the fields, in words beside their icon, and the way to Infogreffe under the SIREN", async () => {
    await mark("Contrôle satisfait", "Clé du SIREN : correcte (Luhn)").waitFor();
    await mark("Contrôle satisfait", "Adresse bien formée").first().waitFor();
    await mark("Non déterminable", "Numéro bien formé (France), dans une tranche non attribuée")
      .first()
      .waitFor();
    await open("ID Organisme");
    await mark("Contrôle satisfait", "Clé du SIREN : correcte (Luhn)").waitFor();
    const link = panel().getByRole("link", { name: /Infogreffe/ });
    expect(await link.getAttribute("href")).toMatch(/infogreffe\.fr\/entreprise\/434202180$/);
  });

  test("say how old the proof of the organization was at submission, from the date read on it", async () => {
    await open("ID Organisme");
    const date = panel().getByLabel("Date d’émission lue sur la pièce");
    const note = panel().getByRole("button", { name: "Noter la date" });
    await mark("Non déterminable", "date d’émission non saisie").waitFor();

    await date.fill("31/02/2026");
    await note.click();
    await panel().getByText("Cette date n’est pas valable").waitFor();
    expect(await date.inputValue()).toBe("31/02/2026");

    await date.fill(daysAgo(100).replaceAll("/", " "));
    await note.click();
    await mark("Attention", `Kbis ou avis SIRENE du ${daysAgo(100)} : 3 mois à la soumission`).waitFor();
    // It informs: the verdict remains the operator's.
    await panel().getByRole("button", { name: "Conforme", exact: true }).click();
    await panel()
      .getByText(/^Par Jean Bonbeurre/)
      .waitFor();

    await date.fill(daysAgo(40));
    await note.click();
    await mark(
      "Contrôle satisfait",
      `Kbis ou avis SIRENE du ${daysAgo(40)} : 1 mois à la soumission`,
    ).waitFor();
    await open("Récapitulatif");
    await panel().getByText("Date de la pièce notée : Pièce d’identité de l’organisme").first().waitFor();
  });

  test("read the zone of the identity document and compare it part by part; a bad one loses nothing", async () => {
    const identity = identityOf({ givenName: "Anatolie", familyName: "Fleury" });
    const { number } = identity.document;
    const lines = identityCardZone(identity, number, identity.office);
    await open("ID Porteur");
    await panel().getByRole("button", { name: "Comparer avec la MRZ" }).click();
    const zone = panel().getByLabel("MRZ de la pièce d’identité");
    const read = panel().getByRole("button", { name: "Lire la MRZ" });
    const results = panel().getByRole("status", { name: "Lecture de la MRZ" });

    await zone.fill(lines[0]);
    await read.click();
    await panel().getByText("Une MRZ a deux ou trois lignes : ici 1.").waitFor();
    expect(await zone.inputValue()).toBe(lines[0]);

    const wrong = `${number}${(Number(lines[1].charAt(12)) + 1) % 10}${lines[1].slice(13)}`;
    await zone.fill(`${lines[0]}\n${wrong}`);
    await read.click();
    await results.getByText("Chiffre de contrôle de la MRZ faux : N° de pièce").waitFor();

    await zone.fill(lines.join("\n").toLowerCase().replaceAll("<<", "«"));
    await read.click();
    await results.getByText(`N° de pièce : « ${number} » dans la MRZ, aucune saisie à comparer`).waitFor();
    await panel().getByRole("button", { name: "Reprendre dans les champs" }).click();
    for (const sentence of [
      "Chiffres de contrôle de la MRZ : corrects",
      "Nom : « Fleury » saisi, « FLEURY » dans la MRZ, identiques",
      "Prénom : « Anatolie » saisi, « ANATOLIE » dans la MRZ, identiques",
      `N° de pièce : « ${number} » saisi, « ${number} » dans la MRZ, identiques`,
    ])
      await mark("Contrôle satisfait", sentence).waitFor();
    const expiry = panel().getByLabel("Expire le");
    const save = panel().getByRole("button", { name: "Enregistrer" });
    await expiry.fill("31 02 2029");
    await save.click();
    await panel().getByText("Cette date n’est pas valable").waitFor();
    expect(await expiry.inputValue()).toBe("31 02 2029");
    await expiry.fill("");
    await save.click();
    await mark("Contrôle satisfait", "Numéro de pièce chez aucun autre porteur de votre périmètre").waitFor();
    expect(await panel().getByLabel("N° de Justificatif").inputValue()).toBe(number);
    // Once it stands on the order, its validity is compared there too.
    await open("Récapitulatif");
    await mark("Contrôle satisfait", /^Pièce d’identité non expirée à ce jour/).waitFor();
  });
});
