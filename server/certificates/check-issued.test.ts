/** Each check alone: a certificate that is right but for one thing is not believed. */
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeSigningRequest } from "../../neighbours/certification-authority/signing-request.ts";
import { request, subject, TestAuthority } from "../../neighbours/certification-authority/test-authority.ts";
import { authority, certify, days, type Entity, NOW, usage } from "../../tests/builders/forge/pki.ts";
import type { IssuedCertificate } from "../ports/certification-authority.ts";
import { checkIssued, UnexpectedCertificateError } from "./check-issued.ts";
import { isChained } from "./read-certificate.ts";

const requestWithNewKey = () =>
  makeSigningRequest(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, subject);

let ca: TestAuthority;
let csr: Uint8Array;
let issued: IssuedCertificate;
beforeAll(async () => {
  ca = await TestAuthority.start();
  csr = requestWithNewKey();
  issued = await ca.issue(request("order-1", { csr }));
});
afterAll(() => ca.stop());

/** What is wrong, or `believed`. */
function verdict(
  answer: Partial<IssuedCertificate> = {},
  asked: Partial<Parameters<typeof checkIssued>[1]> = {},
) {
  try {
    checkIssued({ ...issued, ...answer }, { subject, csr, at: ca.clock.now(), ...asked });
    return "believed";
  } catch (error) {
    if (error instanceof UnexpectedCertificateError) return error.wrong;
    throw error;
  }
}

describe("CERT-2 a certificate that came from the authority is believed", () => {
  test("when its subject, its key and its chain are those that were asked for", () => {
    expect(verdict()).toBe("believed");
  });

  test("only for the key of the request, whatever else is right", async () => {
    expect(verdict(await ca.issue(request("order-2", { csr: requestWithNewKey() })))).toBe("key");
    expect(verdict({}, { csr: requestWithNewKey() })).toBe("key");
  });

  test("with the authority's own key where the order brought no request", async () => {
    expect(verdict(await ca.issue(request("order-3")), { csr: undefined })).toBe("believed");
  });

  const { organization: _, ...withoutOrganization } = subject;
  test.each([
    ["another name", { ...subject, commonName: "Jean Bonbeure" }],
    ["an attribute more", withoutOrganization],
    ["an attribute less", { ...subject, organizationalUnit: "0002 434202180" }],
    ["two values that changed places", { ...subject, surname: "Jean", givenName: "Bonbeurre" }],
  ])("never with %s than the subject approved", (_, approved) => {
    expect(verdict({}, { subject: approved })).toBe("subject");
  });

  test("only with a chain up to a root", () => {
    expect(verdict({ chain: [] })).toBe("chain");
    expect(verdict({ chain: issued.chain.slice(0, -1) })).toBe("chain");
    expect(verdict({ chain: issued.chain.toReversed() })).toBe("chain");
  });

  test("only while its signature holds", () => {
    const touched = Uint8Array.from(issued.certificate);
    // The last octet belongs to the signature's value (RFC 5280 §4.1.1.3).
    touched[touched.length - 1] = (touched.at(-1) ?? 0) ^ 1;
    expect(verdict({ certificate: touched })).toBe("chain");
  });

  test("only at a time at which it is valid", () => {
    expect(verdict({}, { at: new Date(ca.clock.now().getTime() - 20 * 365 * 86_400_000) })).toBe("chain");
    expect(verdict({}, { at: new Date(ca.clock.now().getTime() + 20 * 365 * 86_400_000) })).toBe("chain");
  });
});

describe("RFC 5280 §6.1 a path of certificates holds", () => {
  const CA_EXTENSIONS = [authority(), usage("keyCertSign")];
  const root = certify({ name: "Racine d'essai", extensions: CA_EXTENSIONS });
  const issuing = certify({ name: "Autorité d'essai", issuer: root, extensions: CA_EXTENSIONS });
  const leaf = (issuer: Entity, more: { notBefore?: Date; notAfter?: Date } = {}) =>
    certify({ name: "Anatolie Fleury", issuer, extensions: [usage("nonRepudiation")], ...more });
  const holds = (...path: Entity[]) =>
    isChained(
      path.map(({ certificate }) => certificate),
      NOW,
    );

  test("when each is issued by the next, and the last by itself", () => {
    expect(holds(leaf(issuing), issuing, root)).toBe(true);
  });

  test("not when the issuer has the key but another name", () => {
    const renamed = { ...issuing, subject: root.subject };
    expect(holds(leaf(renamed), issuing, root)).toBe(false);
  });

  test("not when the issuer has the name but another key", () => {
    const impostor = certify({
      name: "Imposteur",
      subject: issuing.subject,
      issuer: root,
      extensions: CA_EXTENSIONS,
    });
    expect(holds(leaf(impostor), issuing, root)).toBe(false);
  });

  test("not when the issuer is no authority", () => {
    const holder = certify({ name: "Simple Porteur", issuer: root });
    expect(holds(leaf(holder), holder, root)).toBe(false);
  });

  test("not when the last one is no root", () => {
    expect(holds(leaf(issuing), issuing)).toBe(false);
  });

  test.each<[string, { notBefore?: Date; notAfter?: Date }]>([
    ["not valid yet", { notBefore: days(1) }],
    ["valid no more", { notAfter: days(-1) }],
  ])("not when one of them is %s: the holder's, an authority's", (_, validity) => {
    expect(holds(leaf(issuing, validity), issuing, root)).toBe(false);
    const late = certify({ name: "Autorité d'essai", issuer: root, extensions: CA_EXTENSIONS, ...validity });
    expect(holds(leaf(late), late, root)).toBe(false);
  });
});
