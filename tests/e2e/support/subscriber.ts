/** A subscriber at the order portal, and the signatories at the signature service. */
import type { Browser } from "playwright-core";
import { inject } from "vitest";
import { inMail, mailTo } from "./mail.ts";

export type Ordered = {
  number: number;
  portuId: number;
  emails: Record<"holder" | "agent" | "representative", string>;
};

const PIECES = [
  "Kbis de moins de 3 mois ou avis SIRENE",
  "Pièce d'identité du porteur",
  "Pièce d'identité du représentant légal",
  "Pièce d'identité du mandataire",
  "Preuve de paiement",
];

/** Orders a certificate at the order portal: the example, with mail addresses of its own, all pieces, validated. */
export async function orderCertificate(browser: Browser, key: string): Promise<Ordered> {
  const emails = {
    holder: `porteur-${key}@mail.example`,
    agent: `mandataire-${key}@mail.example`,
    representative: `representant-${key}@mail.example`,
  };
  const page = await browser.newPage();
  await page.goto(`${inject("portal").neighboursUrl}/portu/nouvelle`);
  await page.getByRole("button", { name: "Remplir avec un exemple" }).click();
  const fill = (group: string, email: string) =>
    page.getByRole("group", { name: group }).getByLabel("E-mail").fill(email);
  await fill("Porteur", emails.holder);
  await fill("Mandataire de certification", emails.agent);
  await fill("Représentant légal", emails.representative);
  await page.getByRole("button", { name: "Créer la commande" }).click();
  await page.getByRole("heading", { name: /^Commande \d+$/ }).waitFor();
  const portuId = Number(/\d+/.exec(await page.getByRole("heading", { level: 1 }).innerText())?.[0]);
  const number = Number(/dossier N° (\d+)/.exec(await page.locator("main").innerText())?.[1]);
  for (const piece of PIECES) {
    await page.getByRole("button", { name: `Utiliser un spécimen : ${piece}` }).click();
    await page.getByRole("row", { name: piece }).getByText("Déposée").waitFor();
  }
  await page.getByRole("button", { name: "Valider ma commande" }).click();
  await page.getByText("En cours de vérification").waitFor();
  await page.close();
  return { number, portuId, emails };
}

/** Opens the invitation, asks for the code, and signs. */
export async function signAsInvited(browser: Browser, email: string): Promise<void> {
  const link = inMail(await mailTo(email, /Documents à signer/), /(http\S+\/sign\/\S+)/);
  const page = await browser.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Recevoir mon code" }).click();
  const code = inMail(await mailTo(email, /code/i), /\b(\d{6})\b/);
  await page.getByLabel("Code reçu par e-mail").fill(code);
  await page.getByRole("checkbox", { name: /consens/ }).check();
  await page.getByRole("button", { name: "Signer les documents" }).click();
  await page.getByRole("heading", { name: /signés/ }).waitFor();
  await page.close();
}
