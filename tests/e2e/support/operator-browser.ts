/** An operator at a browser, with a card in the reader. */
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { inject } from "vitest";

export type Seat = { context: BrowserContext; page: Page };

/** Where a portal is, and the folder that holds its cards. */
export type Place = { url: string; cardUrl: string; dataDir: string };

/**
 * A browser window whose reader holds the card of this name, or none. The window is not signed in yet. `place`: another
 * portal than the one that all tests share.
 */
export async function sitDown(
  browser: Browser,
  card?: string,
  place: Place = inject("portal"),
): Promise<Seat> {
  const { cardUrl, dataDir } = place;
  const cards = join(dataDir, "cards");
  const context = await browser.newContext({
    // The card server's certificate is the demonstration's own.
    ignoreHTTPSErrors: true,
    viewport: { width: 1440, height: 900 },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    acceptDownloads: true,
    ...(card
      ? {
          clientCertificates: [
            {
              origin: new URL(cardUrl).origin,
              certPath: join(cards, `${card}.crt.pem`),
              keyPath: join(cards, `${card}.key.pem`),
            },
          ],
        }
      : {}),
  });
  return { context, page: await context.newPage() };
}

/** Signs in with the card, over TLS, and arrives at the list. */
export async function signInWithCard(
  browser: Browser,
  card: string,
  place: Place = inject("portal"),
): Promise<Seat> {
  const seat = await sitDown(browser, card, place);
  await seat.page.goto(place.url);
  await seat.page.getByRole("link", { name: "Se connecter avec ma carte" }).click();
  await seat.page.getByRole("heading", { name: "Liste des Commandes" }).waitFor();
  return seat;
}
