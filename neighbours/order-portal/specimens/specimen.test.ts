import { loadImage } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "vitest";
import { mandatoryPieces, mediaTypeOf } from "../../../domain/order/supporting-document.ts";
import { demonstrationOrders } from "../demonstration/orders.ts";
import { identityOf } from "./identity.ts";
import { specimenFor } from "./specimen.ts";

const AT = new Date("2025-05-12T13:42:00Z");
const [first] = demonstrationOrders().filter(
  ({ intake: { information } }) => information.holder.familyName === "Fleury",
);
if (!first) throw new Error("the demonstration lacks its first order");
const order = first.intake;

async function textOf(pdf: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  await document.loadingTask.destroy();
  return items.map((item) => ("str" in item ? item.str : "")).join(" ");
}

test.each(mandatoryPieces(order.information))(
  "%s is what its media type says, under 300 kB",
  async (kind) => {
    const { content, mediaType, fileName } = await specimenFor(kind, order, AT);
    expect(mediaTypeOf(content)).toBe(mediaType);
    expect(content.length).toBeLessThan(300_000);
    expect(fileName).toMatch(mediaType === "application/pdf" ? /\.pdf$/ : /\.jpg$/);
    if (mediaType === "image/jpeg")
      expect((await loadImage(Buffer.from(content))).width).toBeGreaterThan(600);
  },
);

test.each(mandatoryPieces(order.information))("%s is drawn again byte for byte", async (kind) => {
  const once = await specimenFor(kind, order, AT);
  const again = await specimenFor(kind, structuredClone(order), new Date(AT));
  expect(Buffer.compare(once.content, again.content)).toBe(0);
});

test("the extract of the trade register names the organization, its representative, and says it is a specimen", async () => {
  const { content } = await specimenFor("organizationId", order, AT);
  const text = await textOf(content);
  for (const said of ["434 202 180 R.C.S. Paris", "CERTEUROPE", "NASSIVERA Valérie", "SPÉCIMEN"])
    expect(text).toContain(said);
});

test("a lawyer's organization is proved by SIRENE: lawyers are in no trade register", async () => {
  const lawyer = demonstrationOrders().find(({ intake }) => intake.information.barNumber !== undefined);
  if (!lawyer) throw new Error("the demonstration lacks a lawyer");
  const { content } = await specimenFor("organizationId", lawyer.intake, AT);
  expect(await textOf(content)).toContain("Avis de situation au répertoire SIRENE");
});

test("identity documents of the demonstration are in force, and both kinds are there", () => {
  const identities = demonstrationOrders().map(({ intake }) => identityOf(intake.information.holder));
  expect(new Set(identities.map(({ document }) => document.type)).size).toBe(2);
  for (const { issuedOn, expiresOn, birthDate } of identities) {
    expect(expiresOn > new Date("2027-12-31")).toBe(true);
    expect(issuedOn < new Date("2023-01-01")).toBe(true);
    expect(birthDate < new Date("1999-01-01")).toBe(true);
  }
});

test.each(["😀", "אברהם", "W".repeat(100), "\u202eevil", "Łukasz"])(
  "draws a person named %s",
  async (name) => {
    const { information } = order;
    for (const given of [name, `${name} `]) {
      const holder = { ...information.holder, givenName: given, familyName: name };
      const strange = {
        ...order,
        information: { ...information, holder, organization: { name, siren: "434202180" } },
      };
      for (const kind of ["holderId", "organizationId", "paymentProof"] as const)
        expect((await specimenFor(kind, strange, AT)).content.length).toBeGreaterThan(1000);
    }
  },
);
