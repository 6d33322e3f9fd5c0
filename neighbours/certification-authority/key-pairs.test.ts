import { execFileSync } from "node:child_process";
import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { integer, sequence, tagged } from "../../domain/asn1/write-der.ts";
import { distinguishedName } from "../../server/platform/distinguished-name.ts";
import { publicKeyInfoOf, signed } from "./certificate.ts";
import { makeSigningRequest } from "./signing-request.ts";
import { legalPerson, request, subject, TestAuthority, withOpenssl } from "./test-authority.ts";

let ca: TestAuthority;
beforeEach(async () => {
  ca = await TestAuthority.start();
});
afterEach(() => ca.stop());

/** Asks for a key with the signature of another. */
function forgedRequest(): Buffer {
  const info = publicKeyInfoOf(newKeys().publicKey);
  return signed(sequence(integer(0), distinguishedName(subject), info, tagged(0)), newKeys().privateKey);
}
const newKeys = (namedCurve = "P-256") => generateKeyPairSync("ec", { namedCurve });

describe("key pairs", () => {
  test("the certificate of a signing request bears its key, and no container", async () => {
    const keys = newKeys("P-384");
    const { certificate, keyContainer } = await ca.issue(
      request("r1", { csr: makeSigningRequest(keys.privateKey, subject) }),
    );
    expect(new X509Certificate(certificate).publicKey.equals(keys.publicKey)).toBe(true);
    expect(keyContainer).toBeUndefined();
  });

  test.each([
    ["unreadable", () => new Uint8Array([0x30, 0])],
    ["of a weak key", () => makeSigningRequest(newKeys("secp224r1").privateKey, subject)],
    ["of a key that its sender does not hold", forgedRequest],
  ])("FLOW-6 a signing request %s is rejected with a reason", async (_, csr) => {
    expect(await ca.authority.enroll(request("r1", { csr: csr() }))).toEqual({
      state: "rejected",
      reason: expect.any(String),
    });
  });

  test("FLOW-6 a subject that cannot be certified is rejected with a reason", async () => {
    for (const part of [
      { country: "France" },
      { serialNumber: "5144é" },
      { commonName: "a\u0000b" },
      { surname: " " },
    ]) {
      const enrollment = request(JSON.stringify(part), { subject: { ...subject, ...part } });
      expect(await ca.authority.enroll(enrollment)).toMatchObject({ state: "rejected" });
    }
    const nobody = request("nobody", { subject: legalPerson });
    expect(await ca.authority.enroll(nobody)).toMatchObject({ state: "rejected" });
  });

  test("a seal is certified for a legal person alone, by its identifier", async () => {
    await ca.issue(request("seal", { profile: "seal", subject: legalPerson }));
    for (const [id, wrong] of [
      ["person", { ...legalPerson, surname: "Bonbeurre" }],
      ["unidentified", { ...legalPerson, organizationIdentifier: "" }],
    ] as const) {
      const enrollment = request(id, { profile: "seal", subject: wrong });
      expect(await ca.authority.enroll(enrollment)).toMatchObject({ state: "rejected" });
    }
  });

  withOpenssl("a container made by the authority opens in OpenSSL with its password only", async () => {
    const { certificate, keyContainer } = await ca.issue(request("r1", { profile: "software" }));
    if (!keyContainer) throw new Error("a container was expected");
    const file = join(ca.folder, "holder.p12");
    await writeFile(file, keyContainer.pkcs12);
    const openssl = (password: string, ...more: string[]) =>
      execFileSync("openssl", ["pkcs12", "-in", file, "-passin", `pass:${password}`, ...more], {
        stdio: "pipe",
      });
    const key = createPrivateKey(openssl(keyContainer.password, "-nodes", "-nocerts"));
    expect(new X509Certificate(certificate).checkPrivateKey(key)).toBe(true);
    const all = openssl(keyContainer.password, "-nokeys").toString();
    expect(all.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(() => openssl("wrong", "-noout")).toThrow();
  });

  test("nothing in the folder holds a private key or a password in clear", async () => {
    const { keyContainer } = await ca.issue(request("r1"));
    for (const name of await readdir(ca.folder, { recursive: true })) {
      const path = join(ca.folder, name);
      if (!(await stat(path)).isFile()) continue;
      const text = await readFile(path, "latin1");
      expect(text).not.toContain("BEGIN PRIVATE KEY");
      expect(text).not.toContain(keyContainer?.password);
      if (!name.endsWith(".cer")) expect((await stat(path)).mode & 0o077).toBe(0);
    }
  });
});
