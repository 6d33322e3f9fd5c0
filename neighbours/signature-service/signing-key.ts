/** The key pair of one signatory, or of the service, for one act of signing: made, certified, used and forgotten. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
  bitString,
  type Der,
  integer,
  oid,
  sequence,
  setOfOne,
  tagged,
  utf8String,
} from "../../domain/asn1/write-der.ts";
import type {
  CertificateSubject,
  CertificationAuthority,
} from "../../server/ports/certification-authority.ts";

export type SigningKey = {
  privateKey: KeyObject;
  /** DER. */
  certificate: Uint8Array;
  /** Issuing CA first, the root left out: a verifier has its own. */
  intermediates: Uint8Array[];
};

export const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** An authority that refuses to certify a signatory: trying again will not help. */
export class EnrolmentRejected extends Error {
  override name = "EnrolmentRejected";
}

/** PKCS#10 (RFC 2986). The authority takes the name from the request's subject, not from here. */
export function certificationRequest(publicKey: KeyObject, privateKey: KeyObject, commonName: string): Der {
  const name = sequence(setOfOne(sequence(oid("2.5.4.3"), utf8String(commonName))));
  const spki = publicKey.export({ type: "spki", format: "der" });
  const noAttributes = tagged(0);
  const info = sequence(integer(0), name, spki, noAttributes);
  const signature = sign("sha256", info, { key: privateKey, dsaEncoding: "der" });
  return sequence(info, ECDSA_WITH_SHA256, bitString(signature));
}

const POLL_DELAYS_MS = [200, 500, 1000, 2000];

/**
 * `requestId` must be new for each attempt: the key of a failed one is lost, so its certificate is of no use.
 * Throws {@link EnrolmentRejected} when refused, another error when the authority does not answer.
 */
export async function makeSigningKey(
  authority: CertificationAuthority,
  requestId: string,
  subject: CertificateSubject,
  profile: "signatory" | "seal" = "signatory",
): Promise<SigningKey> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const csr = certificationRequest(publicKey, privateKey, subject.commonName);
  let result = await authority.enroll({ requestId, profile, csr, subject });
  for (const delay of POLL_DELAYS_MS) {
    if (result.state !== "pending") break;
    await new Promise((resolve) => setTimeout(resolve, delay));
    result = (await authority.findByRequestId(requestId)) ?? result;
  }
  if (result.state === "rejected")
    throw new EnrolmentRejected(typeof result.reason === "string" ? result.reason : result.reason.code);
  if (result.state === "pending") throw new Error("the certification authority did not issue in time");
  return { privateKey, certificate: result.certificate, intermediates: result.chain.slice(0, -1) };
}
