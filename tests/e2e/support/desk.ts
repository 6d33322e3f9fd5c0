/** The desk of one operator for all the tests of a file. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { launchBrowser } from "./browser.ts";
import { takeSeat } from "./operator-browser.ts";

/** What the test that runs finds there. */
export type Desk = {
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** A new page for each test, still empty. */
  readonly page: Page;
};

/** Signs in with the card before the first test, for to do so takes longer than most tests; each has a page of its own. */
export function deskOf(card: string): Desk {
  const desk = {} as { -readonly [Part in keyof Desk]: Desk[Part] };
  beforeAll(async () => {
    desk.browser = await launchBrowser();
    const { context, page } = await takeSeat(desk.browser, card);
    await page.close();
    desk.context = context;
  });
  beforeEach(async () => {
    desk.page = await desk.context.newPage();
  });
  afterEach(() => desk.page?.close());
  afterAll(() => desk.browser?.close());
  return desk;
}
