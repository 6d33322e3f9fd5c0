/** A certificate revoked at the authority or from its page: what is open follows, without a reload. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Portal, startPortal } from "../../server/compose/portal.ts";
import { readConfig } from "../../server/platform/config.ts";
import { instead } from "../builders/instead.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
import { freePorts } from "../builders/portal-process.ts";
import { createTestPortal, type TestPortal } from "../builders/test-portal.ts";
import { launchBrowser } from "./support/browser.ts";
import { rowsOf } from "./support/list.ts";
import type { Seat } from "./support/operator-browser.ts";
import { signInAgain } from "./support/own-portal.ts";

const SOON = { timeout: 15_000 };
/** What the requirement leaves. */
const WITHIN_A_MINUTE = { timeout: 60_000 };

type Issued = { certificate: number; serial: string; subscriber: ReturnType<typeof anOrder>["subscriber"] };

let browser: Browser;
/** Makes the certificates, in no time. */
let before: TestPortal;
let intake: Intake;
let jean: SignedInOperator;
let claire: SignedInOperator;
/** One for each test. */
const issued: Record<"outside" | "fromItsPage" | "whileDown" | "never", Issued> = Object.create(null);
/** An order of the subscriber of the first, who has no other certificate. */
let waiting: number;
/** The portal as it runs by itself, in this process: the test reaches the authority as somebody outside it does. */
let portal: Portal;
beforeAll(async () => {
  browser = await launchBrowser();
  before = await createTestPortal();
  intake = await createAuthority(before);
  jean = await signIn(before, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  claire = await signIn(before, "RA_EXTERNAL", { name: "Claire Voyante" });
  for (const name of ["outside", "fromItsPage", "whileDown", "never"] as const) issued[name] = await issue();
  waiting = await createOrder(intake, anOrder({ subscriber: issued.outside.subscriber }));
  await before.runJobs();
  portal = await startOn(before);
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
  await before?.close();
});

async function issue(): Promise<Issued> {
  const entered = anOrder();
  const order = await createOrder(intake, entered);
  await bringTo(before, jean, order, "toDeliver");
  const { number, serial_number } = await before.services.db
    .selectFrom("certificate")
    .select(["number", "serial_number"])
    .where("order_number", "=", order)
    .executeTakeFirstOrThrow();
  return { certificate: number, serial: serial_number, subscriber: entered.subscriber };
}

/** Starts the portal on the data that are there: it asks for revocations, and tries again, by itself. */
async function startOn({ databaseUrl, services }: TestPortal): Promise<Portal> {
  const [port, neighbours, card] = await freePorts(3);
  const owner = new URL(inject("postgres").owner);
  owner.pathname = new URL(databaseUrl).pathname;
  return startPortal(
    readConfig({
      DATA_DIR: services.config.dataDir,
      DATABASE_URL: databaseUrl,
      DATABASE_OWNER_URL: owner.href,
      PORT: String(port),
      NEIGHBOURS_PORT: String(neighbours),
      CARD_PORT: String(card),
      LOG_LEVEL: "error",
    }),
  );
}

async function sitDown(operator: SignedInOperator): Promise<Seat> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    acceptDownloads: true,
  });
  await signInAgain({ context }, portal.url, operator);
  return { context, page: await context.newPage() };
}

function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  return () => loads;
}

async function openRow(page: Page, path: string) {
  await page.goto(`${portal.url}/${path}`);
  await rowsOf(page).first().waitFor();
  await page.mouse.move(5, 5);
  return rowsOf(page).first();
}

// Beside no other test: a revocation that is carried out asks for all of them, and here nobody but the portal must.
describe("CERT-3 revoked at the authority", () => {
  test("LIST-2 its row, its page and the priority of its subscriber's orders follow within a minute", async () => {
    const { certificate: number, serial } = issued.outside;
    const { page: certificates, context } = await sitDown(jean);
    const [detail, orders] = [await context.newPage(), await context.newPage()];
    const row = await openRow(certificates, `certificats?number=${number}`);
    const order = await openRow(orders, `commandes?createdFrom=&number=${waiting}`);
    await detail.goto(`${portal.url}/certificats/${number}`);
    await detail
      .getByText(/^expire dans/)
      .first()
      .waitFor();
    expect(await row.innerText()).toContain("Validé");
    const loads = [certificates, detail, orders].map(countLoads);
    const priority = () => order.getByRole("img").first().getAttribute("aria-label");
    expect(await priority()).toBe("Certificat du souscripteur en cours de validité");

    await portal.services.certificationAuthority.revoke(serial, "keyCompromise");
    // A tab that nobody sees catches up when it is looked at: each is looked at in turn.
    for (const [page, shown] of [
      [certificates, () => row.innerText()],
      [detail, () => detail.locator("header", { has: detail.locator("h1") }).innerText()],
    ] as const) {
      await page.bringToFront();
      await expect.poll(shown, WITHIN_A_MINUTE).toContain("Révoqué");
    }
    await orders.bringToFront();
    await expect.poll(priority, WITHIN_A_MINUTE).toBe("Certificat du souscripteur révoqué");
    expect(loads.map((count) => count())).toEqual([0, 0, 0]);
    await detail.bringToFront();
    await detail.getByText("Clé compromise, perdue ou volée").waitFor();
    await context.close();
  });
});

describe("CERT-4 revoked from its page", () => {
  test("with a reason and its number typed; the page says until when, and then that it is published", async () => {
    const { certificate: number } = issued.fromItsPage;
    const { page, context } = await sitDown(jean);
    await page.goto(`${portal.url}/certificats/${number}`);
    await page.getByRole("button", { name: "Révoquer", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const confirm = dialog.getByRole("button", { name: "Révoquer le certificat" });
    await dialog
      .getByLabel("Motif de révocation")
      .selectOption({ label: "Remplacé par un autre certificat" });
    await dialog.getByLabel(/^Pour confirmer/).fill(String(number + 1));
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Pour confirmer/).fill(String(number));
    await confirm.click();
    await page.getByText(/^Révocation demandée le .* par Jean Bonbeurre$/).waitFor();
    await page.getByText(/^Publiée par l’autorité de certification/).waitFor(WITHIN_A_MINUTE);
    await page.locator("header").getByText("Révoqué", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Révoquer", exact: true }).count()).toBe(0);

    await page.getByRole("link", { name: "Détail de la commande" }).click();
    const history = page
      .getByRole("group")
      .filter({ has: page.getByRole("heading", { name: "Historique" }) });
    await expect
      .poll(() => history.innerText(), SOON)
      .toContain(`Révocation du certificat N° ${number} demandée`);
    await context.close();
  });

  test("FLOW-6 while the authority does not answer the page says so, and in red once 24 hours have passed", async () => {
    const { certificate: number } = issued.whileDown;
    const { services } = portal;
    const real = services.certificationAuthority;
    services.certificationAuthority = instead(real, { revoke: () => Promise.reject(new Error("down")) });
    const { page, context } = await sitDown(jean);
    await page.goto(`${portal.url}/certificats/${number}`);
    await page.getByRole("button", { name: "Révoquer", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Motif de révocation").selectOption({ label: "Fin d’activité" });
    await dialog.getByLabel(/^Pour confirmer/).fill(String(number));
    await dialog.getByRole("button", { name: "Révoquer le certificat" }).click();
    await page.getByText(/^L’autorité de certification ne répond pas/).waitFor(WITHIN_A_MINUTE);
    await page.getByText(/^À publier par l’autorité de certification avant le .* \(24 h\)\.$/).waitFor();

    await services.db
      .updateTable("revocation_request")
      .set({ requested_at: new Date(Date.now() - 25 * 60 * 60 * 1000) })
      .where("certificate_number", "=", number)
      .execute();
    await page.reload();
    const late = page.getByText(/^Devait être publiée avant le/);
    await late.waitFor();
    const [red = 0, green = 0, blue = 0] = await late.evaluate((text) =>
      (getComputedStyle(text).color.match(/\d+/g) ?? []).map(Number),
    );
    expect(red).toBeGreaterThan(2 * Math.max(green, blue));
    services.certificationAuthority = real;
    // Tried again by itself.
    await page.getByText(/^Publiée par l’autorité de certification/).waitFor({ timeout: 120_000 });
    await context.close();
  });

  test("ROLE-5 is not offered to who may not cancel orders", async () => {
    const { page, context } = await sitDown(claire);
    await openRow(page, "certificats?status=valid");
    await rowsOf(page).first().click();
    await page.getByRole("link", { name: "Télécharger le certificat" }).waitFor();
    expect(await page.getByRole("button", { name: "Révoquer" }).count()).toBe(0);
    await page.getByRole("button", { name: "Autres formats du certificat" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Certificat et sa chaîne (PEM)" }).click();
    expect((await download).suggestedFilename()).toMatch(/^certificat-\d+-chaine\.pem$/);
    await context.close();
  });
});
