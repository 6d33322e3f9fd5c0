/** An operator at a browser, with a card in the reader. */
import { join } from "node:path";
import type { Browser, BrowserContext, Cookie, Page } from "playwright-core";
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

/** The sessions of this process at the portal that all tests share, by card. */
const sessions = new Map<string, Cookie>();

/**
 * Signed in and at the list, for tests that are not about signing in: whoever signed in before in this process goes on in that
 * session, unless it has ended. The window has no reader: with one it fetches everything through Playwright's own proxy.
 */
export async function takeSeat(browser: Browser, card: string): Promise<Seat> {
  const seat = await sitDown(browser);
  const { url } = inject("portal");
  const goOn = async (session: Cookie) => {
    await seat.context.addCookies([session]);
    await seat.page.goto(url);
    return !seat.page.url().includes("/auth/");
  };
  const known = sessions.get(card);
  if (!known || !(await goOn(known))) await goOn(await beginSession(browser, card));
  await seat.page.getByRole("heading", { name: "Liste des Commandes" }).waitFor();
  return seat;
}

async function beginSession(browser: Browser, card: string): Promise<Cookie> {
  const { context } = await signInWithCard(browser, card);
  const cookies = await context.cookies(inject("portal").url);
  const session = cookies.find(({ name }) => name.endsWith("portail_session"));
  await context.close();
  if (!session) throw new Error(`no session for ${card}`);
  sessions.set(card, session);
  return session;
}
