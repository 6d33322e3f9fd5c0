/** A certificate revoked at the authority or from its page: what is open follows, without a reload. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../server/platform/config.ts";
import { type Portal, startPortal } from "../../server/portal.ts";
import { instead } from "../builders/instead.ts";
import { freePorts } from "../builders/portal-process.ts";
import { launchBrowser } from "./support/browser.ts";
import { rowsOf } from "./support/list.ts";
import { type Place, signInWithCard } from "./support/operator-browser.ts";

const SOON = { timeout: 15_000 };
/** What the requirement leaves. */
const WITHIN_A_MINUTE = { timeout: 60_000 };

let browser: Browser;
let portal: Portal;
let place: Place;
/** In this process, so that the test reaches the authority itself, as somebody outside the portal does. */
beforeAll(async () => {
  browser = await launchBrowser();
  const dataDir = await mkdtemp(join(tmpdir(), "portail-revocation-"));
  // The embedded database, which may run as another user, must be able to enter.
  await chmod(dataDir, 0o755);
  const [port, neighbours, card] = await freePorts(3);
  portal = await startPortal(
    readConfig({
      DATA_DIR: dataDir,
      PORT: String(port),
      NEIGHBOURS_PORT: String(neighbours),
      CARD_PORT: String(card),
      LOG_LEVEL: "warn",
    }),
  );
  place = { url: portal.url, cardUrl: `https://localhost:${card}`, dataDir };
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
  if (place) await rm(place.dataDir, { recursive: true, force: true });
});

/** A valid certificate of a subscriber who has an order that waits, and no other valid certificate. */
async function decidingCertificate() {
  const { db } = portal.services;
  const row = await db
    .selectFrom("certificate")
    .innerJoin("orders", "orders.subscriber_id", "certificate.subscriber_id")
    .select(["certificate.number", "certificate.serial_number", "orders.number as waiting"])
    .where("orders.status", "in", ["toVerify", "incomplete", "signing", "toValidate"])
    .where("certificate.revoked_at", "is", null)
    .where("certificate.not_after", ">", new Date())
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("certificate as other")
            .select("other.number")
            .whereRef("other.subscriber_id", "=", "certificate.subscriber_id")
            .whereRef("other.number", "<>", "certificate.number"),
        ),
      ),
    )
    .orderBy("certificate.number")
    .executeTakeFirstOrThrow();
  return { number: row.number, serial: row.serial_number, waiting: row.waiting };
}

/** One that neither of the other tests takes. */
function validCertificate() {
  return portal.services.db
    .selectFrom("certificate")
    .select("number")
    .where("revoked_at", "is", null)
    .where("not_after", ">", new Date())
    .orderBy("number", "desc")
    .executeTakeFirstOrThrow();
}

function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  return () => loads;
}

async function openRow(page: Page, path: string) {
  await page.goto(`${place.url}/${path}`);
  await rowsOf(page).first().waitFor();
  await page.mouse.move(5, 5);
  return rowsOf(page).first();
}

describe("CERT-3 revoked at the authority", () => {
  test("LIST-2 its row, its page and the priority of its subscriber's orders follow within a minute", async () => {
    const { number, serial, waiting } = await decidingCertificate();
    const { page: certificates, context } = await signInWithCard(browser, "jean-bonbeurre", place);
    const [detail, orders] = [await context.newPage(), await context.newPage()];
    const row = await openRow(certificates, `certificats?number=${number}`);
    const order = await openRow(orders, `commandes?createdFrom=&number=${waiting}`);
    await detail.goto(`${place.url}/certificats/${number}`);
    await detail
      .getByText(/^expire dans/)
      .first()
      .waitFor();
    expect(await row.innerText()).toContain("Validé");
    const loads = [certificates, detail, orders].map(countLoads);
    const priority = () => order.getByRole("img").first().getAttribute("aria-label");
    expect(await priority()).toBe("Certificat du souscripteur en cours de validité");

    await portal.neighbours.authority.revoke(serial, "keyCompromise");
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
    const { number } = await decidingCertificate();
    const { page, context } = await signInWithCard(browser, "jean-bonbeurre", place);
    await page.goto(`${place.url}/certificats/${number}`);
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
    const { number } = await validCertificate();
    const { services } = portal;
    const real = services.certificationAuthority;
    services.certificationAuthority = instead(real, { revoke: () => Promise.reject(new Error("down")) });
    const { page, context } = await signInWithCard(browser, "jean-bonbeurre", place);
    await page.goto(`${place.url}/certificats/${number}`);
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
    const { page, context } = await signInWithCard(browser, "claire-voyante", place);
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
