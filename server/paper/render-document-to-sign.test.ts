import { describe, expect, test } from "vitest";
import { DOCUMENT_TO_SIGN_KINDS } from "../../domain/order/document-to-sign.ts";
import { DOCUMENT_TITLES } from "./document-titles.ts";
import { renderDocumentToSign } from "./render-document-to-sign.ts";
import { SIGNATURE_BOXES } from "./signature-boxes.ts";
import { readPdf, SAMPLE, SAMPLE_INFORMATION } from "./testing.ts";

const PAGE_HEIGHT = 841.89;

const called = (familyName: string, givenName: string) => {
  const person = { familyName, givenName };
  const { holder, certificationAgent, legalRepresentative } = SAMPLE_INFORMATION;
  if (!certificationAgent || !legalRepresentative) throw new Error("the sample lacks people");
  return {
    ...SAMPLE,
    information: {
      ...SAMPLE_INFORMATION,
      organization: { name: familyName, siren: "434202180" },
      holder: { ...holder, ...person },
      certificationAgent: { ...certificationAgent, ...person },
      legalRepresentative: { ...legalRepresentative, ...person, jobTitle: familyName },
    },
  };
};

describe.each(DOCUMENT_TO_SIGN_KINDS)("%s", (kind) => {
  test("names itself, its order, its Paris date and its signatories, in text that can be read back", async () => {
    const pages = await readPdf(await renderDocumentToSign(kind, SAMPLE));
    expect(pages.length).toBeLessThanOrEqual(2);
    for (const [index, { text }] of pages.entries()) {
      expect(text).toContain(DOCUMENT_TITLES[kind]);
      expect(text).toContain("Commande N° 5144");
      expect(text).toContain("13/05/2025");
      expect(text).toContain(`Page ${index + 1}/${pages.length}`);
    }
    const last = pages.at(-1)?.text;
    expect(last).toContain("Łukasz FLEURY");
    expect(last).toContain("Valérie NASSIVERA");
  });

  test("gives the same bytes for the same data, whatever was made in between", async () => {
    const first = await renderDocumentToSign(kind, SAMPLE);
    await renderDocumentToSign(kind, called("ﬁ Ωμέγα 😀", "\u00ad\u2011"));
    expect(Buffer.compare(first, await renderDocumentToSign(kind, SAMPLE))).toBe(0);
    const other = await renderDocumentToSign(kind, { ...SAMPLE, orderNumber: 5145 });
    expect(Buffer.compare(first, other)).not.toBe(0);
  });

  test("ends with a classic cross-reference table, which signatures append to", async () => {
    const pdf = Buffer.from(await renderDocumentToSign(kind, SAMPLE)).toString("latin1");
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf)?.[1]);
    expect(pdf.slice(start, start + 4)).toBe("xref");
    expect(pdf).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
  });

  test("reserves its boxes on the last page, and lets nothing else in", async () => {
    const pages = await readPdf(await renderDocumentToSign(kind, SAMPLE));
    const last = pages.at(-1);
    const { x, y, width, height } = SIGNATURE_BOXES.holder;
    const top = PAGE_HEIGHT - y - height;
    const drawn = last?.boxes.map((box) => box.map((value) => Math.round(value)));
    expect(drawn).toContainEqual([x, Math.round(top), x + width, Math.round(top + height)]);
    const inside = last?.items.filter((item) => item.y > y && item.y < y + height);
    expect(inside).toEqual([]);
  });

  test.each([
    ["emoji", "😀🎉", "👩‍👩‍👧"],
    ["right to left", "אברהם", "محمد"],
    ["controls and lone surrogates", "A\u202eB\u0000\ud800", "\n\t\u200b"],
    ["a hundred letters", "W".repeat(100), "M".repeat(100)],
    ["many words", "de La Tour ".repeat(9), "Jean ".repeat(20)],
    ["PDF syntax", ") Tj ET (", "<</JS (x)>> \\"],
  ])("takes %s in names without failing or leaving the page", async (_, familyName, givenName) => {
    const pages = await readPdf(await renderDocumentToSign(kind, called(familyName, givenName)));
    const xs = pages.flatMap((page) => page.items.map((item) => item.x));
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...xs)).toBeLessThan(545);
    const { y, height } = SIGNATURE_BOXES.holder;
    expect(pages.at(-1)?.items.filter((item) => item.y > y && item.y < y + height)).toEqual([]);
  });
});

test("draws boxes only for those who sign the document", async () => {
  const pages = await readPdf(
    await renderDocumentToSign("termsOfUse", { ...SAMPLE, signatories: ["holder"] }),
  );
  const last = pages.at(-1);
  expect(last?.items.some((item) => item.text === "Le porteur")).toBe(true);
  expect(last?.items.some((item) => item.text === "Le mandataire")).toBe(false);
});
