/** Exported files, read back by an independent reader, and what they ought to hold. */
import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import type { OrderDetail } from "../../../domain/order/order-detail.ts";
import { type ReadCell, readBack } from "../../../server/platform/xlsx/testing.ts";
import { fr } from "../../../web/app/catalogue.fr.ts";
import { ask } from "./list.ts";

export type Exported = { fileName: string; titles: ReadCell[]; rows: ReadCell[][] };

/** Presses the button, and reads the file that comes. */
export async function exported(page: Page): Promise<Exported> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Exporter" }).click();
  const file = await download;
  const sheets = await readBack(await readFile(await file.path()));
  const [titles = [], ...rows] = sheets[0]?.data ?? [];
  return { fileName: file.suggestedFilename(), titles, rows };
}

/** The time of Paris that a cell of dates must show, to the second. */
export function shownInParis(iso: string): string {
  const text = new Date(iso).toLocaleString("sv-SE", { timeZone: "Europe/Paris" });
  return text.replace(" ", "T");
}

/** A row with its dates as the cells show them. */
export function asShown(row: ReadCell[] | undefined): ReadCell[] | undefined {
  return row?.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 19) : cell));
}

/** The cells of an order as EXPORT-1 lists them, from its detail. */
export async function cellsOf(context: BrowserContext, number: number): Promise<ReadCell[]> {
  const order = await ask<OrderDetail>(context, `/api/orders/${number}`);
  const { holder, organization } = order.information;
  const { type, process, phase, status } = fr.order;
  return [
    order.number,
    order.portuId,
    organization.siren,
    holder.givenName,
    holder.familyName,
    holder.email,
    holder.mobile,
    holder.address.city,
    shownInParis(order.createdAt),
    order.registrationAuthority.name,
    type[order.type],
    process[order.process],
    phase[order.phase],
    status[order.status],
  ];
}
