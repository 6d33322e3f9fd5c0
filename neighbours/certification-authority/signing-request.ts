/** Certificate signing requests (PKCS#10, RFC 2986): only the public key is ever taken from one. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { CertificationRequest } from "pkijs";
import type { CertificateSubject } from "../../server/ports/certification-authority.ts";
import { publicKeyInfoOf, signed } from "./certificate.ts";
import { integer, sequence, tagged } from "./der.ts";
import { distinguishedName } from "./subject-name.ts";

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
  const proven = await request.content.verify().catch(() => false);
  if (!proven) return { refusal: "La signature de la demande de certificat (CSR) n'est pas valide." };
  return { publicKeyInfo: key.export({ format: "der", type: "spki" }) };
}

function parse(csr: Uint8Array): { content: CertificationRequest; key: KeyObject } | undefined {
  try {
    const content = CertificationRequest.fromBER(csr.slice());
    const der = Buffer.from(content.subjectPublicKeyInfo.toSchema().toBER());
    return { content, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
  } catch {
    return undefined;
  }
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
