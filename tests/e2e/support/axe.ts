/** What axe finds: the rules of WCAG, and the habits beyond them, that a program can check. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** `within` a part of the page; `only` one rule. */
type Look = { within?: string; only?: string };

/** What axe finds in the page or the part of it as it stands, one line per rule and element. */
export async function faults(page: Page, { within, only }: Look = {}): Promise<string[]> {
  await settle(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options = only
    ? { runOnly: { type: "rule", values: [only] } }
    : // Off by itself, although WCAG 2.2 has it.
      { runOnly: { type: "tag", values: TAGS }, rules: { "target-size": { enabled: true } } };
  return page.evaluate(
    async ({ within, options }) => {
      type Found = { violations: { id: string; nodes: { target: string[] }[] }[] };
      type Axe = { run(context: object, options: object): Promise<Found> };
      const { axe: inPage } = window as unknown as { axe: Axe };
      // A tooltip floats outside the landmarks; the control that it describes stands in one.
      const context = { exclude: [["[role=tooltip]"]], ...(within ? { include: [[within]] } : {}) };
      // No sheet is fetched again, and no frame is looked for: no rule here needs them.
      const { violations } = await inPage.run(context, {
        ...options,
        resultTypes: ["violations"],
        preload: false,
        iframes: false,
      });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
    },
    { within, options },
  );
}

/** Expects that axe finds nothing, in light and in dark; between them nothing but the colours changes. */
export async function expectNoFaults(page: Page, place: string, within?: string): Promise<void> {
  const part = within ? { within } : {};
  if (!within) await leaveTooltips(page);
  await colourScheme(page, "light");
  expect.soft(await faults(page, part), `${place}, light`).toEqual([]);
  await colourScheme(page, "dark");
  expect.soft(await faults(page, { ...part, only: "color-contrast" }), `${place}, dark`).toEqual([]);
}

/** Takes the pointer to where it explains nothing. */
async function leaveTooltips(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.getByRole("tooltip").first().waitFor({ state: "hidden" });
}

async function colourScheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  // The application hears of it a moment later; the pages outside of it have nothing to hear.
  await page.waitForFunction(
    (wanted) => (document.documentElement.dataset.mantineColorScheme ?? wanted) === wanted,
    colorScheme,
  );
}

/** Waits for the transitions, which pass through colours that nobody reads. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // One that never ends, of something that loads, is not waited for.
    const ending = () =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    // A colour that is inherited passes on, once it is there, and begins another transition.
    for (let running = ending(); running.length > 0; running = ending()) {
      await Promise.allSettled(running.map(({ finished }) => finished));
      await new Promise(requestAnimationFrame);
    }
  });
}
