/** The page of one order, as an operator works on it. */
import type { Locator, Page } from "playwright-core";

/** Opens the order and waits until it is there. */
export async function openOrder(page: Page, portalUrl: string, number: number, search = ""): Promise<void> {
  await page.goto(`${portalUrl}/commandes/${number}${search}`);
  await heading(page, number).waitFor();
  // Keys act once it is known who is there, and whether they want them.
  await page.getByRole("banner").locator("[aria-haspopup=menu]").waitFor();
}

export function heading(page: Page, number: number): Locator {
  return page.getByRole("heading", { name: `Commande N° ${number}`, exact: true });
}

export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name, exact: true }).click();
}

/** Waits until the head of the order shows this status. */
export async function seeStatus(page: Page, status: string): Promise<void> {
  await page.locator("main header").getByText(status, { exact: true }).first().waitFor();
}

/** Presses the operation's button, then confirms in the dialogue that says what it does. */
export async function confirm(page: Page, operation: string): Promise<void> {
  await page.getByRole("button", { name: operation, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: operation, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}
