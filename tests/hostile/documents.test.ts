/** Hostile values in the documents that the portal makes: drawn as text, on the page, and nothing else in the file. */
import { expect, test } from "vitest";
import { DOCUMENT_TO_SIGN_KINDS } from "../../domain/order/document-to-sign.ts";
import { renderDocumentToSign } from "../../server/paper/render-document-to-sign.ts";
import { renderHandoverReport } from "../../server/paper/render-handover-report.ts";
import { PAGE } from "../../server/paper/sheet.ts";
import { readPdf, SAMPLE } from "../../server/paper/testing.ts";
import { informationSaying } from "../builders/hostile-orders.ts";
import { ACCEPTED_VALUES, HOSTILE_VALUES } from "../builders/hostile-values.ts";

/** What runs, leaves the file or opens something when a reader shows it (ISO 32000-2 §12.6.4). */
const ACTIVE = /\/(JavaScript|JS|Launch|SubmitForm|URI|GoToR|OpenAction|AA|EmbeddedFile|RichMedia)\b/;
const LATIN = /^[\x20-\x7e\u00a0-\u024f]+$/;
const withoutSpaces = (text: string) => text.replaceAll(/\s/gu, "");

async function expectInert(pdf: Uint8Array, text: string): Promise<void> {
  // Every text is within a compressed stream: what is readable here was written by the library.
  expect(Buffer.from(pdf).toString("latin1")).not.toMatch(ACTIVE);
  const pages = await readPdf(pdf);
  expect(pages.length).toBeLessThanOrEqual(4);
  const items = pages.flatMap((page) => page.items);
  expect(Math.min(...items.map(({ x }) => x))).toBeGreaterThanOrEqual(PAGE.left - 1);
  expect(Math.max(...items.map(({ right }) => right))).toBeLessThanOrEqual(PAGE.right + 1);
  const all = pages.map((page) => page.text).join(" ");
  expect(all).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  if (LATIN.test(text)) expect(withoutSpaces(all)).toContain(withoutSpaces(text));
}

test.each(DOCUMENT_TO_SIGN_KINDS)("DETAIL-2 %s shows any value as text within its page", async (kind) => {
  // The terms of use name nobody.
  for (const text of ACCEPTED_VALUES) {
    const pdf = await renderDocumentToSign(kind, { ...SAMPLE, information: informationSaying(text) });
    await expectInert(pdf, kind === "termsOfUse" ? "" : text);
  }
});

const reportSaying = (text: string) =>
  renderHandoverReport({
    orderNumber: 5144,
    date: SAMPLE.date,
    operatorName: text,
    registrationAuthority: text,
    medium: "token",
    information: informationSaying(text),
    identityDocument: { type: "passport", number: "18AB12345" },
    certificate: {
      number: 12,
      serialNumber: "4f3a9bc21d0e77aa",
      subjectDn: `C=FR, O=${text}, CN=${text}`,
      issuerDn: `C=FR, O=${text}`,
      notBefore: SAMPLE.date,
      notAfter: SAMPLE.date,
    },
  });

test("FLOW-8 the hand-over report shows any value as text within its page", async () => {
  for (const text of ACCEPTED_VALUES) await expectInert(await reportSaying(text), text);
});

test("FLOW-8 the hand-over report holds nothing invisible, even of a name that comes from the identity provider", async () => {
  for (const { text, refused } of HOSTILE_VALUES)
    if (refused === "invisible") await expectInert(await reportSaying(text), "");
});
