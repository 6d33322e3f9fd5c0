/** Signatures found against signatories expected (DETAIL-5, FLOW-5). */
import { describe, expect, test } from "vitest";
import { type ExpectedSignatory, isFullySigned, verdictsFor } from "./expected-signatories.ts";
import { type DocumentReport, type SignatoryEvidence, withEvidence } from "./service-evidence.ts";
import type { SignatureResult } from "./signature-report.ts";

const anne: ExpectedSignatory = { role: "holder", givenName: "Anne", familyName: "Dupont" };
const paul: ExpectedSignatory = { role: "certificationAgent", givenName: "Paul", familyName: "Durand" };

function signature(givenName: string, surname: string, over: Partial<SignatureResult> = {}): SignatureResult {
  const signer = { commonName: `${givenName} ${surname}`, surname, givenName };
  return {
    indication: "TOTAL-PASSED",
    field: "Signature1",
    signer: {
      ...signer,
      serialNumber: "1",
      organization: "Dupont",
      organizationIdentifier: "NTRFR-434202180",
    },
    bestTime: "2026-11-25T10:00:00.000Z",
    level: "B-B",
    chain: [],
    revocation: [],
    timeStamps: [],
    intact: true,
    coversWholeFile: true,
    revision: 1,
    modifiedAfter: false,
    checks: [],
    messages: [],
    ...over,
  };
}

const report = (signatures: SignatureResult[], over: Partial<DocumentReport> = {}): DocumentReport => ({
  indication: "TOTAL-PASSED",
  messages: [],
  signatures,
  documentTimeStamps: [],
  evidence: [],
  ...over,
});

const names = (signatures: SignatureResult[], expected: ExpectedSignatory[]) =>
  verdictsFor(report(signatures), expected).map(({ role, signed, valid }) => ({ role, signed, valid }));

describe("DETAIL-5 a verdict for each expected signatory", () => {
  test("who signed validly, who not at all", () => {
    expect(names([signature("Anne", "Dupont")], [anne, paul])).toEqual([
      { role: "holder", signed: true, valid: true },
      { role: "certificationAgent", signed: false, valid: false },
    ]);
  });

  test.each(["TOTAL-FAILED", "INDETERMINATE"] as const)(
    "a signature that is %s is signed, not valid",
    (indication) => {
      expect(names([signature("Anne", "Dupont", { indication })], [anne])).toEqual([
        { role: "holder", signed: true, valid: false },
      ]);
    },
  );

  test.each([
    ["capitals", "ANNE", "DUPONT"],
    ["accents", "Ànne", "Dupönt"],
    ["a letter in two characters", "Anne", "Dupo\u0302nt"],
    ["spaces around", " Anne ", "Dupont "],
  ])("names are the same but for %s", (_, givenName, surname) => {
    expect(names([signature(givenName, surname)], [anne])).toMatchObject([{ signed: true }]);
  });

  test("hyphens, spaces and apostrophes are the same", () => {
    const person: ExpectedSignatory = { role: "holder", givenName: "Jean-Pierre", familyName: "d’Été" };
    expect(names([signature("JEAN PIERRE", "D'ETE")], [person])).toMatchObject([{ signed: true }]);
  });

  test.each([
    ["another given name", signature("Anna", "Dupont")],
    ["another family name", signature("Anne", "Dupond")],
    ["names exchanged", signature("Dupont", "Anne")],
    ["a certificate that names nobody", signature("Anne", "Dupont", { signer: undefined })],
  ])("%s is somebody else", (_, other) => {
    expect(names([other], [anne])).toEqual([{ role: "holder", signed: false, valid: false }]);
  });

  test("each signature counts once: two roles need two signatures", () => {
    const agent: ExpectedSignatory = { ...anne, role: "certificationAgent" };
    expect(names([signature("Anne", "Dupont")], [anne, agent])).toMatchObject([
      { signed: true },
      { signed: false },
    ]);
    const twice = [signature("Anne", "Dupont"), signature("Anne", "Dupont", { field: "Signature2" })];
    expect(names(twice, [anne, agent])).toMatchObject([{ signed: true }, { signed: true }]);
  });
});

describe("FLOW-5 a document is fully signed", () => {
  const both = [signature("Anne", "Dupont"), signature("Paul", "Durand")];

  test("when everybody expected signed validly, in whatever order", () => {
    expect(isFullySigned(report(both), [anne, paul])).toBe(true);
    expect(isFullySigned(report(both.toReversed()), [anne, paul])).toBe(true);
  });

  test.each([
    ["somebody is missing", report([signature("Anne", "Dupont")]), [anne, paul]],
    ["somebody else signed too", report([...both, signature("Zoé", "Petit")]), [anne, paul]],
    ["somebody signed twice", report([...both, signature("Anne", "Dupont")]), [anne, paul]],
    [
      "a signature does not hold",
      report([signature("Anne", "Dupont", { indication: "INDETERMINATE" })]),
      [anne],
    ],
    ["the document was changed after signing", report(both, { indication: "TOTAL-FAILED" }), [anne, paul]],
    ["the report is indeterminate", report(both, { indication: "INDETERMINATE" }), [anne, paul]],
    ["nobody signed", report([], { indication: "TOTAL-FAILED" }), [anne]],
  ])("not when %s", (_, found, expected) => {
    expect(isFullySigned(found, expected)).toBe(false);
  });
});

describe("DETAIL-5 a document that the service sealed once for all", () => {
  const OWN = "a".repeat(64);
  const certificate = { serial: "1", issuer: "", notBefore: "", notAfter: "", sha256: OWN };
  const seal = (over: Partial<SignatureResult> = {}) =>
    signature("", "", { field: "seal", certificate, ...over });
  const events = (...what: SignatoryEvidence["events"][number]["what"][]) =>
    what.map((each) => ({ at: "2026-11-25T10:00:00.000Z", what: each }));
  const agreed: SignatoryEvidence[] = [
    { role: "holder", events: events("codeAccepted", "consentGiven", "signed") },
    { role: "certificationAgent", events: events("codeAccepted", "consentGiven", "signed") },
  ];
  const sealed = (
    signatures: SignatureResult[],
    { certificates = [OWN], signatories = agreed, over = {} } = {},
  ) =>
    withEvidence(report(signatures, over), { sealCertificates: certificates, signatories }, [
      "holder",
      "certificationAgent",
    ]);

  test("is signed by those of whom the service recorded that they signed", () => {
    const document = sealed([seal()]);
    expect(document.serviceSeal).toBe("seal");
    expect(verdictsFor(document, [anne, paul])).toMatchObject([
      { role: "holder", isSealed: true, valid: true },
      { role: "certificationAgent", isSealed: true, valid: true },
    ]);
    expect(isFullySigned(document, [anne, paul])).toBe(true);
  });

  test.each([
    ["the service recorded no consent of one of them", sealed([seal()], { signatories: agreed.slice(0, 1) })],
    [
      "one of them only opened it",
      sealed([seal()], {
        signatories: [
          ...agreed.slice(0, 1),
          { role: "certificationAgent", events: events("documentOpened") },
        ],
      }),
    ],
    ["the service does not say that the seal is its own", sealed([seal()], { certificates: [] })],
    ["the certificate is another one", sealed([seal()], { certificates: ["b".repeat(64)] })],
    ["the certificate names a person", sealed([signature("Zoé", "Petit", { certificate })])],
    ["the seal does not hold", sealed([seal({ indication: "TOTAL-FAILED" })])],
    ["the document was changed after it", sealed([seal()], { over: { indication: "TOTAL-FAILED" } })],
    ["somebody else signed too", sealed([seal(), signature("Zoé", "Petit")])],
    ["it was sealed twice", sealed([seal(), seal({ field: "seal-2" })])],
  ])("is not when %s", (_, document) => {
    expect(isFullySigned(document, [anne, paul])).toBe(false);
  });

  test("says of each what the service recorded, of nobody else", () => {
    const stranger: SignatoryEvidence = { role: "legalRepresentative", events: events("signed") };
    expect(sealed([seal()], { signatories: [...agreed, stranger] }).evidence).toEqual(agreed);
  });
});
