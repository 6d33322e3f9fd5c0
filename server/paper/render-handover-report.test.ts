import { describe, expect, test } from "vitest";
import { type HandoverData, renderHandoverReport } from "./render-handover-report.ts";
import { readPdf, SAMPLE_INFORMATION } from "./testing.ts";

const HANDOVER: HandoverData = {
  orderNumber: 5144,
  date: new Date("2025-05-12T13:42:00Z"),
  operatorName: "Jean Bonbeurre",
  registrationAuthority: "CERTEUROPE",
  medium: "token",
  information: SAMPLE_INFORMATION,
  identityDocument: { type: "passport", number: "18AB12345" },
  certificate: {
    number: 12,
    serialNumber: "4f3a9bc21d0e77aa",
    subjectDn: "C=FR, O=CERTEUROPE, CN=Łukasz Fleury",
    issuerDn: "C=FR, O=Portail AE, CN=Autorité émettrice",
    notBefore: new Date("2025-05-12T13:42:00Z"),
    notAfter: new Date("2028-05-11T13:42:00Z"),
  },
};

const textOf = async (data: HandoverData) =>
  (await readPdf(await renderHandoverReport(data))).map((page) => page.text).join(" ");

test("says who hands over what to whom, on which identity document", async () => {
  const text = await textOf(HANDOVER);
  for (const said of [
    "Procès-verbal de remise d'un certificat électronique",
    "Jean Bonbeurre",
    "Łukasz FLEURY",
    "Passeport N° 18AB12345",
    "Support cryptographique (MD940)",
    "C=FR, O=CERTEUROPE, CN=Łukasz Fleury",
    "4F3A 9BC2 1D0E 77AA",
    "du 12/05/2025 à 15:42 au 11/05/2028 à 15:42",
    "Fait à ....",
  ])
    expect(text).toContain(said);
});

test("speaks of a password for a software certificate, and leaves an unknown identity document to fill", async () => {
  const text = await textOf({ ...HANDOVER, medium: "software", identityDocument: null });
  expect(text).toContain("Certificat logiciel");
  expect(text).toContain("mot de passe");
  expect(text).toContain("Pièce d'identité présentée –");
});

test("gives the same bytes for the same data: the history keeps their hash", async () => {
  const [first, second] = [await renderHandoverReport(HANDOVER), await renderHandoverReport(HANDOVER)];
  expect(Buffer.compare(first, second)).toBe(0);
});

test("gives other bytes for other data, and no date but its own", async () => {
  const report = await renderHandoverReport(HANDOVER);
  const later = await renderHandoverReport({ ...HANDOVER, date: new Date("2025-05-13T13:42:00Z") });
  expect(Buffer.compare(report, later)).not.toBe(0);
  const dates = Buffer.from(report)
    .toString("latin1")
    .match(/D:\d{14}Z|\d{4}-\d\d-\d\dT[\d:]+Z/g);
  expect(new Set(dates)).toEqual(new Set(["D:20250512134200Z", "2025-05-12T13:42:00Z"]));
});

describe("FLOW-8 the hand-over report is kept for years", () => {
  /** The XMP packet: it is never compressed, so that any tool finds it (ISO 19005-2, 6.6.2). */
  const metadataOf = (report: Uint8Array) =>
    /<\?xpacket begin[\s\S]*<\?xpacket end="w"\?>/.exec(Buffer.from(report).toString("utf8"))?.[0] ?? "";

  test("and says that it is PDF/A-2b, with its colours' profile and all its fonts in it", async () => {
    const report = await renderHandoverReport(HANDOVER);
    const metadata = metadataOf(report);
    expect(metadata).toContain("<pdfaid:part>2</pdfaid:part>");
    expect(metadata).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
    const source = Buffer.from(report).toString("latin1");
    expect(source).toMatch(/\/OutputIntents \[\d+ 0 R\]/);
    expect(source).toMatch(/\/S \/GTS_PDFA1/);
    expect(source).not.toContain("/Encrypt");
    const fonts = source.match(/\/Type \/FontDescriptor[\s\S]*?endobj/g) ?? [];
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter((font) => !/\/FontFile2 \d+ 0 R/.test(font))).toEqual([]);
  });

  test("whatever the authority's name, its metadata are XML", async () => {
    const registrationAuthority = "Dupont & Fils <AE> é";
    const metadata = metadataOf(await renderHandoverReport({ ...HANDOVER, registrationAuthority }));
    expect(metadata).toContain("Autorité d&#39;enregistrement Dupont &amp; Fils &lt;AE&gt; é");
    expect(await textOf({ ...HANDOVER, registrationAuthority })).toContain("Dupont & Fils <AE> é");
  });
});

test("keeps a very long name, title and DN on the page", async () => {
  const subjectDn = `CN=${"X".repeat(300)}`;
  const pages = await readPdf(
    await renderHandoverReport({
      ...HANDOVER,
      operatorName: "O".repeat(120),
      certificate: { ...HANDOVER.certificate, subjectDn },
    }),
  );
  expect(pages.flatMap((page) => page.items.map((item) => item.x)).every((x) => x >= 50 && x < 545)).toBe(
    true,
  );
});
