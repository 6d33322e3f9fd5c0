/** From order to order in a real browser, by the button that operators press: how soon the next one's piece is there. */
import type { Browser, Page } from "playwright-core";
import type { PortalProcess } from "../support/portal-process.ts";

/** How long an operator looks at a piece, in milliseconds; what is fetched ahead is there by then. */
export const LOOKED_AT = 1_500;

/** The milliseconds of each step, from the click to the first page of the next order's first document. */
export async function travel(
  browser: Browser,
  portal: PortalProcess,
  { steps, pause }: { steps: number; pause: number },
): Promise<number[]> {
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1600, height: 900 } });
  try {
    const [name = "", value = ""] = (await portal.signIn("RA_INTERNAL")).split("=");
    await context.addCookies([{ name, value, url: portal.url }]);
    const page = await context.newPage();
    await openFirst(page, portal.url);
    const samples: number[] = [];
    for (let step = 0; step < steps; step++) {
      const next = page.getByRole("link", { name: "Commande suivante" });
      await next.waitFor();
      await page.waitForTimeout(pause);
      const watch = await page.evaluateHandle(watchPiece);
      await next.click();
      samples.push(await watch.evaluate(({ painted }) => painted));
      await watch.dispose();
    }
    return samples;
  } finally {
    await context.close();
  }
}

async function openFirst(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/commandes?queue=toVerify`);
  await page
    .getByRole("link", { name: /^Ouvrir / })
    .first()
    .click();
  await page.getByRole("tab", { name: "ID Organisme" }).click();
  await page.locator('.page[data-loaded="true"] canvas').first().waitFor();
}

/**
 * Runs in the page, before a click: `painted` gives the milliseconds from the click's event until the second frame after
 * another order's piece has its first page drawn.
 */
function watchPiece(): { painted: Promise<number> } {
  const drawn = () => {
    const canvas = document.querySelector('.page[data-page-number="1"][data-loaded="true"] canvas');
    return canvas?.closest("section")?.getAttribute("aria-label") ?? "";
  };
  const titleNow = () => document.querySelector("h1")?.textContent ?? "";
  const before = { piece: drawn(), title: titleNow() };
  const painted = new Promise<number>((resolve, reject) => {
    let clicked: number | undefined;
    const onClick = (event: Event) => {
      clicked ??= event.timeStamp;
    };
    document.addEventListener("click", onClick, { capture: true, once: true });
    const deadline = performance.now() + 10_000;
    const look = () => {
      const piece = drawn();
      if (clicked !== undefined && piece !== "" && piece !== before.piece && titleNow() !== before.title) {
        const start = clicked;
        requestAnimationFrame(() => resolve(performance.now() - start));
      } else if (performance.now() > deadline) reject(new Error(`still ${before.title} ten seconds later`));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return { painted };
}
