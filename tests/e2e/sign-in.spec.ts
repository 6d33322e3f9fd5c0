/** Signing in with a card, and each card that is refused. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { signInWithCard, sitDown } from "./support/operator-browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe("AUTH-1 an operator with a card", () => {
  test("AUTH-3 is signed in over TLS, is named with their role, and signs out everywhere", async () => {
    const { page, context } = await signInWithCard(browser, "jean-bonbeurre");
    const header = page.getByRole("banner");
    await expect.poll(() => header.innerText()).toContain("Jean Bonbeurre");
    expect(await header.innerText()).toContain("Opérateur AE interne");

    await header.getByRole("button", { name: /Jean Bonbeurre/ }).click();
    await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
    await page.getByRole("heading", { name: "Vous êtes déconnecté" }).waitFor();
    // The provider's session is over too: it asks for a card again.
    await page.goto(inject("portal").url);
    await page.getByRole("heading", { name: "Connexion au Portail AE" }).waitFor();
    await context.close();
  });

  test("comes back to the page they asked for", async () => {
    const { page, context } = await sitDown(browser, "alain-terieur");
    await page.goto(`${inject("portal").url}/certificats`);
    await page.getByRole("link", { name: "Se connecter avec ma carte" }).click();
    await page.getByRole("heading", { name: "Liste des Certificats" }).waitFor();
    await context.close();
  });
});

describe("AUTH-2 nobody enters", () => {
  test.each([
    { card: undefined, says: /aucun certificat/i },
    { card: "carte-expiree", says: /expiré/i },
    { card: "carte-revoquee", says: /révoqué/i },
    { card: "carte-inconnue", says: /aucun opérateur|inconnu/i },
  ])("with $card: a clear page says so, and nothing else of the portal shows", async ({ card, says }) => {
    const { url } = inject("portal");
    const { page, context } = await sitDown(browser, card);
    await page.goto(url);
    await page.getByRole("link", { name: "Se connecter avec ma carte" }).click();
    await page.waitForURL((address) => address.protocol === "https:");
    await expect.poll(() => page.locator("body").innerText()).toMatch(says);
    expect(await page.locator("body").innerText()).not.toContain("Commandes");
    for (const address of ["/api/me", "/api/orders"]) {
      const answer = await context.request.get(`${url}${address}`);
      expect(answer.status()).toBe(401);
    }
    await page.goto(`${url}/commandes`);
    await page.getByRole("heading", { name: "Connexion au Portail AE" }).waitFor();
    await context.close();
  });
});
