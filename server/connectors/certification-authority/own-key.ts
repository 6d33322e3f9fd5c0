/**
 * The key pair that the portal makes when an order brings no certificate request. Real authorities certify keys; they
 * hand out key pairs, if at all, each in a way of its own.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { bitString, type Der, integer, oid, sequence, tagged } from "../../../domain/asn1/write-der.ts";
import { distinguishedName } from "../../platform/distinguished-name.ts";
import { buildPkcs12, randomPassword } from "../../platform/pkcs12.ts";
import type { CertificateSubject, KeyContainer } from "../../ports/certification-authority.ts";

const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** The authority certified another key than the one that was sent. */
export class OtherKeyError extends Error {}

/** A new P-256 key (PKCS#8, base64) and its PKCS#10 request (RFC 2986), DER. */
export function makeKeyAndRequest(subject: CertificateSubject): { privateKey: string; csr: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKeyInfo: Der = publicKey.export({ format: "der", type: "spki" });
  const content = sequence(integer(0), distinguishedName(subject), publicKeyInfo, tagged(0));
  return {
    privateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
    csr: sequence(content, ECDSA_WITH_SHA256, bitString(sign("sha256", content, privateKey))),
  };
}

/** The PKCS#12 of such a key. Throws `OtherKeyError` when the certificate is not for it. */
export function containerOf(
  privateKey: string,
  issued: { certificate: Uint8Array; chain: Uint8Array[]; holder: string },
): KeyContainer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
  if (!createPublicKey(key).equals(new X509Certificate(issued.certificate).publicKey))
    throw new OtherKeyError();
  const password = randomPassword();
  const { certificate, chain, holder } = issued;
  return {
    pkcs12: buildPkcs12({ privateKey: key, certificate, chain, friendlyName: holder }, password),
    password,
  };
}
