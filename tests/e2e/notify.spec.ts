/** Writing to the subscriber, and the history that tells it (NOTIFY, HISTORY). */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { historyExportSchema } from "../../domain/history/history-export.ts";
import { checkHistory } from "../../server/history/history-export.ts";
import { instead } from "../builders/instead.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
import { launchBrowser } from "./support/browser.ts";
import type { Seat } from "./support/operator-browser.ts";
import { openOrder, openTab, seeStatus } from "./support/order.ts";
import { type OwnPortal, openOwnPortal } from "./support/own-portal.ts";

const ANSWER = "550 5.1.1 Boîte inconnue";

let browser: Browser;
let portal: OwnPortal;
let intake: Intake;
let jean: SignedInOperator;
let seat: Seat;
const outbox: { to: string; text: string }[] = [];
let isRefusing = false;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await openOwnPortal();
  portal.services.mailer = instead(portal.services.mailer, {
    async send({ to, text }) {
      if (isRefusing) throw new Error(ANSWER);
      outbox.push({ to, text });
    },
  });
  intake = await createAuthority(portal);
  jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  seat = await portal.seat(browser, jean);
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const entry = (page: Page, text: string | RegExp) => page.getByRole("listitem").filter({ hasText: text });
const toSubscriber = () => outbox.filter(({ to }) => to === "lise@example.org");

/** Counts what the operator really presses from now on; scripts and labels that pass a click on do not count. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    document.body.dataset.presses = "0";
    const count = ({ isTrusted }: Event) => {
      if (isTrusted) document.body.dataset.presses = String(Number(document.body.dataset.presses) + 1);
    };
    for (const type of ["pointerdown", "keydown"]) addEventListener(type, count, { capture: true });
  });
  return () => page.evaluate(() => Number(document.body.dataset.presses));
}

async function write(page: Page, number: number, text: string): Promise<void> {
  await openOrder(page, portal.url, number);
  await page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Message libre" }).check();
  await dialog.getByLabel("Description").fill(text);
  await dialog.getByRole("button", { name: "Envoyer une notification" }).click();
  await dialog.waitFor({ state: "detached" });
}

describe("NOTIFY-1 a notification to the subscriber", () => {
  test("takes three clicks: the icon, the piece, sending; its text is filled with the order's data", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const presses = await countPresses(page);
    await page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).click();
    const dialog = page.getByRole("dialog", { name: "Envoyer une notification" });
    await dialog.getByRole("radio", { name: "Pièce d’identité du porteur" }).click();
    await expect.poll(() => dialog.getByLabel("Description").inputValue()).toMatch(/Porteur : .*Fleury/i);
    await dialog.getByRole("button", { name: "Envoyer une notification" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await presses()).toBe(3);
    await portal.runJobs();
    await expect
      .poll(() =>
        toSubscriber()
          .map(({ text }) => text)
          .join(),
      )
      .toContain("Fleury");
    await seeStatus(page, "En vérification");
  });

  test("can be edited, and declare the order incomplete; cancelling sends nothing", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const open = page.getByRole("button", { name: "Envoyer une notification au souscripteur" });
    const dialog = page.getByRole("dialog", { name: "Envoyer une notification" });
    await open.click();
    await dialog.getByRole("button", { name: "Annuler" }).click();
    await dialog.waitFor({ state: "detached" });
    await open.click();
    await dialog.getByRole("radio", { name: "Preuve de paiement" }).check();
    await expect.poll(() => dialog.getByLabel("Description").inputValue()).toContain("Bonjour");
    await dialog.getByLabel("Description").fill("Le virement n’est pas arrivé.");
    await dialog.getByRole("checkbox", { name: "Déclarer la commande incomplète" }).check();
    await dialog.getByRole("button", { name: "Envoyer une notification" }).click();
    await seeStatus(page, "Incomplet");
    await portal.runJobs();
    const sent = toSubscriber().filter(({ text }) => text.includes("Le virement n’est pas arrivé."));
    expect(sent).toHaveLength(1);
    await entry(page, "Commande déclarée incomplète").first().waitFor();
  });

  test("is proposed, with its reason, for a piece that was just found non-compliant", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openOrder(page, portal.url, number);
    await openTab(page, "ID Porteur");
    const panel = page.getByRole("tabpanel");
    await panel.getByRole("button", { name: "Non conforme", exact: true }).click();
    await panel.getByLabel("Motif").selectOption({ label: "Illisible" });
    await panel.getByRole("button", { name: "Déclarer non conforme" }).click();
    await panel.getByRole("button", { name: "Notifier le souscripteur…" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("radio", { name: "Pièce d’identité du porteur" }).isChecked()).toBe(true);
    await expect
      .poll(() => dialog.getByLabel("Description").inputValue())
      .toContain("La pièce transmise est illisible.");
    await page.keyboard.press("Escape");
  });
});

describe("NOTIFY-2 HISTORY-1 a notification that the mail server refused", () => {
  test("shows the server's words, and leaves again with « Renvoyer »: the history tells all of it", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    // What waits already leaves before the server begins to refuse.
    await portal.runJobs();
    isRefusing = true;
    await write(page, number, "Merci de rappeler.");
    await portal.runJobs().catch(() => undefined);
    await entry(page, `Réponse du serveur : ${ANSWER}`).first().waitFor();
    isRefusing = false;
    await page.getByRole("button", { name: "Renvoyer" }).click();
    await entry(page, "Notification renvoyée au souscripteur").first().waitFor();
    await portal.runJobs();
    const sent = entry(page, "Message remis au serveur de messagerie : notification au souscripteur");
    await sent.first().waitFor();
    expect(await page.getByRole("button", { name: "Renvoyer" }).count()).toBe(0);
    expect(toSubscriber().filter(({ text }) => text.includes("Merci de rappeler."))).toHaveLength(1);
    expect(await entry(page, "Notification renvoyée").first().innerText()).toMatch(
      /Jean Bonbeurre \(opérateur\), \d\d\/\d\d\/\d{4} - \d\d:\d\d/,
    );
  });
});

describe("NOTIFY-3 an order that arrives at À vérifier", () => {
  test("is told to the addresses declared for its authority and client", async () => {
    const number = await createOrder(intake, anOrder());
    await portal.runJobs();
    // Of the orders before, too, the authority may be told only now.
    const told = outbox.filter(
      ({ to, text }) => to === "ae-ae1@example.org" && text.includes(`N° ${number} `),
    );
    expect(told).toHaveLength(1);
    await openOrder(seat.page, portal.url, number);
    await entry(seat.page, "Message remis au serveur de messagerie : commande à vérifier").first().waitFor();
  });
});

describe("HISTORY-2 the history of an order", () => {
  test("comes as a JSON file whose hashes can be checked without the portal; that it came is told", async () => {
    const number = await createOrder(intake, anOrder());
    const { page } = seat;
    await openOrder(page, portal.url, number);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Exporter l’historique (JSON)" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`Historique - commande ${number}.json`);
    const history = historyExportSchema.parse(JSON.parse(await readFile(await file.path(), "utf8")));
    expect(history.entries.length).toBeGreaterThan(5);
    expect(checkHistory(history).broken).toBeNull();
    await entry(page, "Historique exporté").first().waitFor();
  });
});
