/** Certificate signing requests (PKCS#10, RFC 2986): only the public key is ever taken from one. */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { CertificationRequest } from "pkijs";
import { expectTag, oidOf, readWholeDer, sequenceOf, wholeOctetsOf } from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import { integer, sequence, tagged } from "../../domain/asn1/write-der.ts";
import { distinguishedName } from "../../server/platform/distinguished-name.ts";
import type { CertificateSubject } from "../../server/ports/certification-authority.ts";
import { publicKeyInfoOf, signed } from "./certificate.ts";

export type CheckedRequest = { publicKeyInfo: Buffer } | { refusal: string };

/** The key to certify, or why it is refused (a sentence for the operator). Never throws. */
export async function checkSigningRequest(csr: Uint8Array): Promise<CheckedRequest> {
  const request = parse(csr);
  if (!request) return { refusal: "La demande de certificat (CSR) est illisible." };
  const { key } = request;
  if (!isStrongEnough(key)) {
    return { refusal: "La clé de la demande n'est ni RSA d'au moins 2048 bits, ni P-256, ni P-384." };
  }
  // Proof of possession: somebody else's public key must not end in one's own certificate.
  const proven = await isProven(csr, request).catch(() => false);
  if (!proven) return { refusal: "La signature de la demande de certificat (CSR) n'est pas valide." };
  return { publicKeyInfo: key.export({ format: "der", type: "spki" }) };
}

type ParsedRequest = {
  key: KeyObject;
  /** The bytes that are signed. */
  info: Uint8Array;
  /** The object identifier of the algorithm. */
  algorithm: string;
  signature: Uint8Array;
};

/** RFC 2986 §4. */
function parse(csr: Uint8Array): ParsedRequest | undefined {
  try {
    const [info, algorithmIdentifier, value] = sequenceOf(readWholeDer(csr, TAG.sequence));
    const [, , publicKeyInfo] = sequenceOf(info);
    const [algorithm] = sequenceOf(algorithmIdentifier);
    const der = Buffer.from(expectTag(publicKeyInfo, TAG.sequence).raw);
    return {
      key: createPublicKey({ key: der, format: "der", type: "spki" }),
      info: expectTag(info, TAG.sequence).raw,
      algorithm: oidOf(algorithm),
      signature: wholeOctetsOf(value),
    };
  } catch {
    return undefined;
  }
}

/** The usual algorithms (RFC 5754 §3), by the hash that they sign. */
const SIGNED_HASH = new Map([
  ["1.2.840.10045.4.3.2", "sha256"],
  ["1.2.840.10045.4.3.3", "sha384"],
  ["1.2.840.10045.4.3.4", "sha512"],
  ["1.2.840.113549.1.1.11", "sha256"],
  ["1.2.840.113549.1.1.12", "sha384"],
  ["1.2.840.113549.1.1.13", "sha512"],
]);

/** The library's way takes ten times longer: it is left what is rare, such as RSA-PSS with its parameters. */
async function isProven(csr: Uint8Array, request: ParsedRequest): Promise<boolean> {
  const { key, info, algorithm, signature } = request;
  const hash = SIGNED_HASH.get(algorithm);
  return hash ? verify(hash, info, key, signature) : CertificationRequest.fromBER(csr.slice()).verify();
}

function isStrongEnough(key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === "rsa") {
    return (details?.modulusLength ?? 0) >= 2048 && (details?.publicExponent ?? 0n) >= 65537n;
  }
  const curves = ["prime256v1", "secp384r1"];
  return key.asymmetricKeyType === "ec" && curves.includes(details?.namedCurve ?? "");
}

/** A PKCS#10 request for one's own P-256 or P-384 key, DER. */
export function makeSigningRequest(privateKey: KeyObject, subject: CertificateSubject): Buffer {
  const publicKeyInfo = publicKeyInfoOf(createPublicKey(privateKey));
  return signed(sequence(integer(0), distinguishedName(subject), publicKeyInfo, tagged(0)), privateKey);
}
