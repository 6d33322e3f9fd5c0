/** A list as an operator reads it: by the names of its columns. */
import type { BrowserContext, Page } from "playwright-core";
import { expect, inject } from "vitest";
import type { OrderRow } from "../../../domain/orders/order-list-api.ts";

/** The search of a period that is over: orders that other tests make do not come into it. */
export const PAST = `?createdFrom=&createdTo=${new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)}`;

/** The rows, without titles and filters. */
export function rowsOf(page: Page) {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name: /^Ouvrir / }) });
}

/** The titles of the columns, from left to right. */
export function titlesOf(page: Page): Promise<string[]> {
  return page.getByRole("columnheader").allInnerTexts();
}

/** What the column of this title shows, from top to bottom; a picture by its name. */
export async function column(page: Page, title: string): Promise<string[]> {
  const index = (await titlesOf(page)).indexOf(title);
  if (index < 0) throw new Error(`no column ${title}`);
  return rowsOf(page).evaluateAll(
    (rows, at) =>
      rows.map((row) => {
        const cell = row.children[at];
        const picture = cell?.querySelector("[role=img]")?.getAttribute("aria-label");
        return (picture ?? cell?.textContent ?? "").trim();
      }),
    index,
  );
}

/** Waits until a column shows something, and only what fits. */
export async function expectEvery(
  page: Page,
  title: string,
  fits: (text: string) => boolean,
): Promise<string[]> {
  let shown: string[] = [];
  await expect
    .poll(
      async () => {
        shown = await column(page, title);
        return shown.length > 0 && shown.every(fits);
      },
      { message: `${title} of the rows shown`, timeout: 10_000 },
    )
    .toBe(true);
  return shown;
}

/** Waits until exactly these orders are shown, in this order. */
export async function expectNumbers(page: Page, numbers: readonly number[]): Promise<void> {
  await expect.poll(() => column(page, "N° Dossier"), { timeout: 10_000 }).toEqual(numbers.map(String));
}

/** The filter at the head of a column. */
export function filterOf(page: Page, title: string) {
  return page.getByLabel(`Filtrer : ${title}`, { exact: true });
}

/** Asks the API with the session of this window. */
export async function ask<Answer>(context: BrowserContext, address: string): Promise<Answer> {
  const answer = await context.request.get(`${inject("portal").url}${address}`);
  if (!answer.ok()) throw new Error(`${address}: ${answer.status()}`);
  return (await answer.json()) as Answer;
}

/** Every row of a list, fetched page by page. */
export async function everyRow<Row = OrderRow>(context: BrowserContext, address: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const join = address.includes("?") ? "&" : "?";
    const answer = await ask<{ rows: Row[] }>(context, `${address}${join}page=${page}&pageSize=25`);
    rows.push(...answer.rows);
    if (answer.rows.length < 25) return rows;
  }
}

/** Opens a list at an address of its own, and waits for it. */
export async function openList(page: Page, search = "", list = "commandes"): Promise<void> {
  await page.goto(`${inject("portal").url}/${list}${search}`);
  await page.getByRole("grid").waitFor();
  // Its rows, or what it says instead of them, have come when nothing says any more that they are loading.
  await page.getByRole("status", { name: "Chargement" }).waitFor({ state: "hidden" });
}
