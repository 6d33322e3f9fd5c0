/** The pages an operator spends the day in hold the rules of WCAG that a program can check, in light and in dark. */
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { signInWithCard } from "./support/operator-browser.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Of somebody else than any holder: its marks show attention. */
const ZONE = "IDFRAFLEURY<DETE<<<<<<<<<<<<<<750123\n1306750123457JEAN<<ERIC<<MA8004059M5";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** What axe finds, one line per rule and element. */
async function violations(page: Page): Promise<string[]> {
  // Transitions pass through colours that nobody reads.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(() => {
    // One that never ends, of something that loads, is not waited for.
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
  await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    type Axe = {
      run(
        context: object,
        options: object,
      ): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
    };
    const inPage = (window as unknown as { axe: Axe }).axe;
    // A tooltip floats outside the landmarks; the control that it describes stands in one.
    const found = await inPage.run(
      { exclude: [["[role=tooltip]"]] },
      { runOnly: { type: "tag", values: tags } },
    );
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}`),
    );
  }, RULES);
}

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test("the list, an order in its tabs, its dialogues, the certificates and the contact page", async () => {
    const { page, context } = await signInWithCard(browser, "alain-terieur");
    await page.emulateMedia({ colorScheme });
    const { url } = inject("portal");
    const clean = async (place: string) => expect(await violations(page), place).toEqual([]);

    await page.getByRole("row").nth(5).waitFor();
    await clean("list");
    await page.goto(`${url}/commandes?queue=toValidate&createdFrom=`);
    await page.getByRole("row").nth(2).click();
    await page.getByRole("heading", { name: /^Commande N°/ }).waitFor();
    await page.getByRole("tabpanel").getByRole("heading", { name: "Organisme" }).waitFor();
    await clean("summary");
    for (const tab of ["ID Porteur", "CGU"]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await page.getByRole("tabpanel").locator("canvas, img").first().waitFor();
      await clean(tab);
    }
    await page.getByRole("tabpanel").getByText("Signature valide").first().waitFor();
    await clean("signature report");
    await page.getByRole("button", { name: "Envoyer une notification au souscripteur" }).click();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("radio", { name: "Pièce d’identité du porteur" }).check();
    await page.getByLabel("Motif").selectOption({ label: "Illisible" });
    await page.getByRole("dialog").getByText("La pièce transmise est illisible.").waitFor();
    await clean("notification");
    await page.keyboard.press("Escape");
    await page.goto(`${url}/commandes?queue=toVerify&createdFrom=`);
    await page.getByRole("row").nth(2).click();
    await page.getByRole("tab", { name: "ID Organisme", exact: true }).click();
    await page.getByText("date d’émission non saisie").waitFor();
    await clean("date of a piece");
    await page.getByRole("tab", { name: "ID Porteur", exact: true }).click();
    await page.getByRole("button", { name: "Comparer avec la MRZ" }).click();
    await page.getByLabel("MRZ de la pièce d’identité").fill(ZONE);
    await page.getByRole("button", { name: "Lire la MRZ" }).click();
    await page.getByText("Chiffres de contrôle de la MRZ : corrects").waitFor();
    await clean("machine-readable zone");
    await page.goto(`${url}/certificats?status=valid`);
    await page.getByRole("row").nth(3).waitFor();
    await clean("certificates");
    await page.getByRole("row").nth(3).click();
    await page.getByText("Numéro de série").first().waitFor();
    await clean("certificate");
    await page.getByRole("button", { name: "Révoquer", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Motif de révocation").waitFor();
    await clean("revocation");
    await page.keyboard.press("Escape");
    await page.goto(`${url}/contact`);
    await page.getByRole("heading", { name: "Contact" }).waitFor();
    await clean("contact");
    await context.close();
  });
});
