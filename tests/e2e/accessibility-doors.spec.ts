/** The pages in front of the portal hold the rules of WCAG: sign-in, its refusals, sign-out, the key's retrieval. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, inject, test } from "vitest";
import { instead } from "../builders/instead.ts";
import { signIn } from "../builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../builders/orders.ts";
import { expectNoFaults } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { signInWithCard, sitDown } from "./support/operator-browser.ts";
import { openOwnPortal } from "./support/own-portal.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe("AUTH-1 AUTH-3 signing in and out", () => {
  test("the page that asks for the card, and the one that says goodbye", async () => {
    const { page, context } = await sitDown(browser);
    await page.goto(inject("portal").url);
    await page.getByRole("heading", { name: "Connexion au Portail AE" }).waitFor();
    await expectNoFaults(page, "sign-in");
    await context.close();

    const jean = await signInWithCard(browser, "jean-bonbeurre");
    await jean.page.getByRole("button", { name: /Jean Bonbeurre/ }).click();
    await jean.page.getByRole("menuitem", { name: "Se déconnecter" }).click();
    await jean.page.getByRole("heading", { name: "Vous êtes déconnecté" }).waitFor();
    await expectNoFaults(jean.page, "signed out");
    // Without the request that the sign-in began with.
    await jean.page.goto(`${inject("portal").url}/auth/callback`);
    await jean.page.getByRole("heading", { name: "La connexion n'a pas abouti" }).waitFor();
    await expectNoFaults(jean.page, "sign-in that expired");
    await jean.context.close();
  });
});

describe("AUTH-2 a card that is refused", () => {
  test.each([undefined, "carte-expiree", "carte-revoquee", "carte-inconnue"])("%s", async (card) => {
    const { page, context } = await sitDown(browser, card);
    await page.goto(inject("portal").url);
    await page.getByRole("link", { name: "Se connecter avec ma carte" }).click();
    await page.waitForURL((address) => address.protocol === "https:");
    await page.getByRole("link", { name: "Réessayer" }).waitFor();
    await expectNoFaults(page, card ?? "no card");
    await context.close();
  });
});

describe("the retrieval of a key", () => {
  test("asks for the code, refuses a wrong one, gives the file", async () => {
    const portal = await openOwnPortal();
    let mail = "";
    portal.services.mailer = instead(portal.services.mailer, {
      async send({ text }) {
        if (text.includes("/retrait/")) mail = text;
      },
    });
    const number = await createOrder(await createAuthority(portal), anOrder());
    await bringTo(portal, await signIn(portal, "RA_INTERNAL"), number, "toDeliver");
    await portal.runJobs();
    const part = (pattern: RegExp) => pattern.exec(mail)?.[1] ?? "";
    const page = await browser.newPage();
    const typed = async (code: string) => {
      await page.getByLabel(/Code de retrait/).fill(code);
      await page.getByRole("button", { name: "Continuer" }).click();
    };
    await page.goto(part(/(http\S+\/retrait\/\S+)/));
    await page.getByLabel(/Code de retrait/).waitFor();
    await expectNoFaults(page, "code");
    await typed("AAAA-AAAA");
    await page.getByRole("alert").waitFor();
    await expectNoFaults(page, "wrong code");
    await typed(part(/Code de retrait : (\S+)/));
    await page.getByRole("heading", { name: "Votre certificat est prêt" }).waitFor();
    await expectNoFaults(page, "file");
    await page.goto(`${portal.url}/retrait/inconnu`);
    await page.getByRole("heading", { name: "Retrait impossible" }).waitFor();
    await expectNoFaults(page, "no such key");
    await page.close();
    await portal.close();
  });
});
