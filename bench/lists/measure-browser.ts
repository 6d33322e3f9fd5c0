/** The list of orders in a real browser: what it loads before the first row, and how soon a click shows other rows. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startBrowser } from "../../tests/e2e/support/browser.ts";
import { percentile, say } from "../support/figures.ts";
import { type PortalProcess, startPortalProcess } from "../support/portal-process.ts";

/** `scripts` in KB as they travel, compressed; the others in milliseconds. */
export type MeasuredBrowser = { scripts: number; clickP50: number; clickP95: number };

const HOLDER = "Porteur";
const CREATED = "Date de création";
const NUMBER = "N° Dossier";
const PROCESS = "Process";

/**
 * One visit to the list: titles to click, and `PROCESS` where its filter is set instead. A second click on a title turns
 * the order round. No question comes twice, so that none is answered by what the page has kept.
 */
const VISIT = [
  ...[HOLDER, HOLDER, CREATED, CREATED, NUMBER],
  ...[PROCESS, NUMBER, HOLDER, HOLDER, CREATED],
  ...[PROCESS, CREATED, NUMBER, NUMBER, HOLDER],
];
const VISITS = 2;
/** Between two clicks, in milliseconds: what the page does when it is left alone is over by then. */
const PAUSE = 250;

/** In a portal of its own. The page is built anew if its sources changed: an old one says nothing. */
export async function measureBrowser(databaseUrl: string, folder: string): Promise<MeasuredBrowser> {
  await promisify(execFile)(process.execPath, ["tools/build-web.ts"]);
  const portal = await startPortalProcess(databaseUrl, folder);
  try {
    const browser = await startBrowser();
    try {
      return await measured(browser, portal);
    } finally {
      await browser.close();
    }
  } finally {
    await portal.stop();
  }
}

async function measured(browser: Browser, portal: PortalProcess): Promise<MeasuredBrowser> {
  const context = await signedIn(browser, portal);
  const list = `${portal.url}/commandes`;
  const scripts = await scriptsBeforeRows(await context.newPage(), list);
  // A visit first that does not count: portal and browser have then served for a while.
  await visit(context, list);
  const samples: number[] = [];
  for (let i = 0; i < VISITS; i++) samples.push(...(await visit(context, list)));
  const [clickP50, clickP95] = [percentile(samples, 0.5), percentile(samples, 0.95)];
  say(
    `browser: ${scripts.toFixed(0)} KB of scripts before the first row; click to rows p50 ${clickP50.toFixed(0)} ms, ` +
      `p95 ${clickP95.toFixed(0)} ms (${samples.length} clicks)`,
  );
  return { scripts, clickP50, clickP95 };
}

/** A window of nobody's before: nothing is in its cache. */
async function signedIn(browser: Browser, portal: PortalProcess): Promise<BrowserContext> {
  const [name = "", value = ""] = (await portal.signIn("RA_INTERNAL")).split("=");
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1600, height: 900 } });
  await context.addCookies([{ name, value, url: portal.url }]);
  return context;
}

const firstRow = (page: Page) =>
  page
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: /^Ouvrir / }) })
    .first();

/** In KB. */
async function scriptsBeforeRows(page: Page, list: string): Promise<number> {
  const network = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await network.send("Network.enable");
  await page.goto(list, { waitUntil: "commit" });
  await firstRow(page).waitFor();
  const kilobytes = bytes / 1000;
  await page.close();
  if (kilobytes === 0) throw new Error("the page showed rows without any script: nothing was measured");
  return kilobytes;
}

/** The milliseconds of each step of `VISIT`, in a page that has kept nothing. */
async function visit(context: BrowserContext, list: string): Promise<number[]> {
  const page = await context.newPage();
  await page.goto(list);
  await firstRow(page).waitFor();
  const samples: number[] = [];
  for (const title of VISIT) {
    const act = title === PROCESS ? await filterByProcess(page) : () => sortOf(page, title).click();
    await page.waitForTimeout(PAUSE);
    const watch = await page.getByRole("grid").evaluateHandle(watchRows);
    await act();
    samples.push(await watch.evaluate(({ painted }) => painted));
    await watch.dispose();
  }
  await page.close();
  return samples;
}

const sortOf = (page: Page, title: string) =>
  page.getByRole("columnheader", { name: title, exact: true }).getByRole("button");

/** What sets the filter to a process that the first row does not have: it cannot but give way to another. */
async function filterByProcess(page: Page): Promise<() => Promise<unknown>> {
  const titles = await page.getByRole("columnheader").allInnerTexts();
  const cells = await firstRow(page).getByRole("gridcell").allInnerTexts();
  const shown = cells[titles.indexOf(PROCESS)]?.trim();
  const filter = page.getByLabel(`Filtrer : ${PROCESS}`, { exact: true });
  const choices = await filter.getByRole("option").allInnerTexts();
  // The first choice is any process.
  const label = choices.slice(1).find((choice) => choice.trim() !== shown);
  if (!shown || !label) throw new Error(`no process but ${shown} to filter by`);
  return () => filter.selectOption({ label });
}

/**
 * Runs in the page, before a click: `painted` gives the milliseconds from the event of the click (of the choice, in a
 * drop-down list) until the second frame after the first row said something else.
 */
function watchRows(grid: Element): { painted: Promise<number> } {
  const textNow = () => grid.querySelector("tbody tr")?.textContent ?? "";
  const before = textNow();
  const painted = new Promise<number>((resolve, reject) => {
    const listening = new AbortController();
    let acted: number | undefined;
    for (const type of ["click", "change"])
      document.addEventListener(
        type,
        (event) => {
          acted ??= event.timeStamp;
        },
        { capture: true, signal: listening.signal },
      );
    const observer = new MutationObserver(() => {
      const text = textNow();
      if (acted === undefined || text === "" || text === before) return;
      const start = acted;
      stop();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
    });
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`the first row is still the same ten seconds later: ${before}`));
    }, 10_000);
    const stop = () => {
      clearTimeout(timer);
      observer.disconnect();
      listening.abort();
    };
    observer.observe(grid, { subtree: true, childList: true, characterData: true });
  });
  return { painted };
}
