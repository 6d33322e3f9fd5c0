import "reflect-metadata";
import { X509CertificateGenerator, X509CrlGenerator, X509CrlReason } from "@peculiar/x509";
import { beforeAll, describe, expect, test } from "vitest";
import { readRevocations } from "./published-list.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const AT = new Date("2025-05-12T13:42:07Z");

let keys: CryptoKeyPair;
let issuing: Uint8Array;
beforeAll(async () => {
  [keys, issuing] = await authority();
});

async function authority(): Promise<[CryptoKeyPair, Uint8Array]> {
  const made = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const name = "CN=AC";
  const options = { name, keys: made, signingAlgorithm: ALGORITHM };
  return [made, new Uint8Array((await X509CertificateGenerator.createSelfSigned(options)).rawData)];
}

const NEVER = new Date(0);
const ONE = { serialNumber: "5a01", reason: X509CrlReason.superseded };

async function listOf(
  entries: { serialNumber: string; reason: X509CrlReason }[],
  nextUpdate = new Date("2025-05-13T00:00:00Z"),
): Promise<Uint8Array> {
  const list = await X509CrlGenerator.create({
    issuer: "CN=AC",
    thisUpdate: AT,
    ...(nextUpdate.getTime() > 0 ? { nextUpdate } : {}),
    entries: entries.map((entry) => ({ ...entry, revocationDate: AT })),
    signingAlgorithm: ALGORITHM,
    signingKey: keys.privateKey,
  });
  return new Uint8Array(list.rawData);
}

describe("CERT-3 the revocation list of an outside authority", () => {
  test("gives what stands: serial numbers as certificates show them, and reasons that the portal knows", async () => {
    const list = await listOf([
      { serialNumber: "00ff01", reason: X509CrlReason.keyCompromise },
      { serialNumber: "5a02", reason: X509CrlReason.cACompromise },
      { serialNumber: "5a03", reason: X509CrlReason.certificateHold },
      { serialNumber: "5a04", reason: X509CrlReason.removeFromCRL },
    ]);
    expect(await readRevocations(list, issuing)).toEqual([
      { serial: "ff01", at: AT, reason: "keyCompromise" },
      { serial: "5a02", at: AT, reason: "unspecified" },
    ]);
  });

  test("is empty when nothing is revoked", async () => {
    expect(await readRevocations(await listOf([]), issuing)).toEqual([]);
  });

  test("is not believed under another authority's signature, nor when it is none", async () => {
    const [, other] = await authority();
    await expect(readRevocations(await listOf([]), other)).rejects.toThrow("not signed");
    await expect(readRevocations(new Uint8Array([1, 2, 3]), issuing)).rejects.toThrow();
  });

  test("must say when the next one comes", async () => {
    await expect(readRevocations(await listOf([ONE], NEVER), issuing)).rejects.toThrow("next one");
  });
});
