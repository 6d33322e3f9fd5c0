/** Hostile values on the screens: shown as the text that they are, running nothing, asking nobody, moving nothing. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createIntakeClient } from "../../neighbours/order-portal/intake-client.ts";
import { everywhere, INFORMATION_FIELDS, ordersSayingAll, withValues } from "../builders/hostile-orders.ts";
import { ACCEPTED_VALUES, HOSTILE_FILE_NAMES, MARK } from "../builders/hostile-values.ts";
import { TINY_PDF } from "../builders/orders.ts";
import { launchBrowser } from "./support/browser.ts";
import { ask, openList, rowsOf } from "./support/list.ts";
import { mailTo } from "./support/mail.ts";
import { type Seat, takeSeat } from "./support/operator-browser.ts";

let browser: Browser;
let seat: Seat;
/** What should never have happened in the window. */
const happened: string[] = [];
/** The number of each order, with the values that it shows. */
const orders: { number: number; values: string[] }[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  seat = await takeSeat(browser, "jean-bonbeurre");
  watch(seat.page);
  await bringOrders();
});
afterAll(() => browser?.close());

/** Notes dialogs, errors, refusals of the content policy, and requests that leave this machine's portal. */
function watch(page: Page): void {
  const { url, neighboursUrl } = inject("portal");
  const ours = [url, neighboursUrl].map((address) => new URL(address).origin);
  page.on("dialog", (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => happened.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) happened.push(message.text());
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !ours.includes(origin)) happened.push(`request: ${request.url()}`);
  });
}

/** Sends a request of the operator signed in. */
async function operate(
  path: string,
  method: "POST" | "PUT",
  { headers = {}, data }: { headers?: Record<string, string>; data: object },
): Promise<void> {
  const { url } = inject("portal");
  const answer = await seat.context.request.fetch(`${url}${path}`, {
    method,
    headers: { ...headers, origin: new URL(url).origin },
    data,
  });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
}

/** A form as it is sent: its type, which names the boundary, and its bytes. */
async function sentForm(form: FormData) {
  const sent = new Request("http://localhost/", { method: "POST", body: form });
  const type = sent.headers.get("content-type") ?? "";
  return { headers: { "content-type": type }, body: Buffer.from(await sent.arrayBuffer()) };
}

async function bringOrders(): Promise<void> {
  const { url, dataDir } = inject("portal");
  const keys = JSON.parse(await readFile(join(dataDir, "order-portal/keys.json"), "utf8"));
  const client = createIntakeClient(url, keys);
  for (const [index, order] of ordersSayingAll().entries()) {
    const portuId = 950_000_000 + index;
    const asked = { ...order, portuId, client: "CERTEUROPE V4" };
    const { number } = await client.create("CERTEUROPE", asked, `key-${portuId}`);
    const values = ACCEPTED_VALUES.filter((value) => JSON.stringify(asked).includes(JSON.stringify(value)));
    orders.push({ number, values });
  }
}

/** White space of any kind and length reads as one space. */
const squeezed = (text: string) => text.replaceAll(/\s+/gu, " ").trim();

/** Waits until the page shows each of the values, and finds nothing of them that is more than text. */
async function expectInert(page: Page, values: readonly string[]): Promise<void> {
  const missing = async () => {
    const shown = squeezed(await page.locator("body").innerText());
    // Family names are shown in capitals.
    return values
      .map(squeezed)
      .filter((value) => !shown.includes(value) && !shown.includes(value.toUpperCase()));
  };
  await expect.poll(missing, { timeout: 10_000 }).toEqual([]);
  const intruders = await page.evaluate(
    (mark) => [
      ...(mark in window ? [mark] : []),
      ...Array.from(
        document.body.querySelectorAll(
          "script:not([src]):not([nonce]), iframe, object, embed, base, meta, [onload], [onerror], [onfocus], [onmouseover], img[src=x], [href*='evil.example']:not([rel~=noreferrer]), [href^='javascript:' i], [href^='data:' i]",
        ),
        (element) => element.outerHTML.slice(0, 200),
      ),
    ],
    MARK,
  );
  expect(intruders).toEqual([]);
  expect(happened).toEqual([]);
  const { page: wide, window: room } = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(room);
}

async function openOrder(page: Page, number: number, search = ""): Promise<void> {
  await page.goto(`${inject("portal").url}/commandes/${number}${search}`);
  await page.getByRole("heading", { name: `Commande N° ${number}` }).waitFor();
}

describe("DETAIL-3 LIST-1 hostile values on the screens", () => {
  test("are text in the list, whatever its width", async () => {
    const { page } = seat;
    for (const { number } of orders) {
      await openList(page, `?createdFrom=&number=${number}`);
      await rowsOf(page).first().waitFor();
      const { information } = await ask<{ information: { holder: { familyName: string } } }>(
        seat.context,
        `/api/orders/${number}`,
      );
      await expectInert(page, [information.holder.familyName]);
    }
  });

  test("are text in every field of the order, in a narrow window too", async () => {
    const { page } = seat;
    for (const { number, values } of orders) {
      await openOrder(page, number);
      await expectInert(page, values);
      await page.setViewportSize({ width: 1024, height: 700 });
      await expectInert(page, values);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });

  test("HISTORY-1 DETAIL-7 are text in the history, in comments and in the names of files", async () => {
    const { page, context } = seat;
    const [first] = orders;
    if (!first) throw new Error("no order");
    const { number } = first;
    const order = await ask<{ version: number; information: object }>(context, `/api/orders/${number}`);
    const names = HOSTILE_FILE_NAMES.filter((_, index) => index % 12 === 0).map((name) => name.slice(0, 200));
    for (const name of [...names, `${"W".repeat(116)}.pdf`]) {
      const form = new FormData();
      form.append("file", new Blob([TINY_PDF]), name.toWellFormed());
      const { headers, body } = await sentForm(form);
      await operate(`/api/orders/${number}/attachments`, "POST", { headers, data: body });
    }
    const said = "شلום".repeat(30);
    const changed = withValues(order.information, everywhere(INFORMATION_FIELDS, said, true));
    const back = { version: order.version + 1, information: order.information };
    await operate(`/api/orders/${number}/information`, "PUT", {
      data: { version: order.version, information: changed },
    });
    await operate(`/api/orders/${number}/information`, "PUT", { data: back });
    const comments = [ACCEPTED_VALUES.join("\n").slice(0, 4900), "W".repeat(4000)];
    for (const text of comments) await operate(`/api/orders/${number}/comments`, "POST", { data: { text } });
    await openOrder(page, number);
    await expectInert(page, [
      ...ACCEPTED_VALUES.filter((value) => comments[0]?.includes(value)),
      said.slice(0, 90),
    ]);
    const { supportingDocuments } = await ask<{ supportingDocuments: { id: number; fileName: string }[] }>(
      context,
      `/api/orders/${number}`,
    );
    for (const { id, fileName } of supportingDocuments) {
      await page
        .getByRole("tab", { name: fileName, exact: true })
        .or(page.locator(`[id*="attachment-${id}"]`))
        .first()
        .click();
      await expectInert(page, []);
    }
    const widths = await page.getByRole("tab").evaluateAll((tabs) => tabs.map((tab) => tab.clientWidth));
    expect(Math.max(...widths)).toBeLessThanOrEqual(260);
  });

  test("NOTIFY-1 are text in the message that is prepared, and in the mail that arrives", async () => {
    const { page } = seat;
    const at = orders[1];
    if (!at) throw new Error("no order");
    await openOrder(page, at.number);
    const text = `${ACCEPTED_VALUES.join("\n")}\n${at.number}`;
    await operate(`/api/orders/${at.number}/notifications`, "POST", {
      data: { version: 1, template: "free", text, declareIncomplete: false },
    });
    await mailTo("lise@example.org", new RegExp(`N° ${at.number}$`));
    await expectInert(page, at.values);
    await page.goto(`${inject("portal").neighboursUrl}/mail?to=lise@example.org`);
    await expectInert(page, [`N° ${at.number}`]);
    await page
      .getByRole("link", { name: new RegExp(`N° ${at.number}`) })
      .first()
      .click();
    await expectInert(page, ACCEPTED_VALUES);
  });
});
