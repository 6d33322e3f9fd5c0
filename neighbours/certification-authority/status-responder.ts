/** Online certificate status (OCSP, RFC 6960), answered in the issuing CA's name under a delegated certificate. */
import { createHash, type KeyObject, sign } from "node:crypto";
import { type CertID, OCSPRequest, PublicKeyInfo } from "pkijs";
import type { CertificateStatus } from "../../server/ports/certification-authority.ts";
import { signatureAlgorithmOf } from "./certificate.ts";
import {
  bitString,
  type Der,
  enumerated,
  generalizedTime,
  octetString,
  oid,
  sequence,
  tagged,
  taggedBytes,
} from "./der.ts";
import { REASON_CODES } from "./revocation-list.ts";

const NONCE = "1.3.6.1.5.5.7.48.1.2";
const HOUR = 60 * 60 * 1000;
/** A page of a browser asks for one; nothing here needs more. */
const MOST_REQUESTS = 20;

export type StatusResponder = {
  /** What it signs with, and the certificate that the issuing CA gave it to do so. */
  name: Der;
  certificate: Uint8Array;
  privateKey: KeyObject;
  issuer: IssuerHashes;
  statusOf(serial: string): CertificateStatus;
};

/** How requests name the issuing CA, by hash function: the hashes of its name and of its key bits (RFC 6960 §4.1.1). */
export type IssuerHashes = Map<string, { name: Buffer; key: Buffer }>;

const HASHES: Record<string, string> = { "1.3.14.3.2.26": "sha1", "2.16.840.1.101.3.4.2.1": "sha256" };

/** Worked out once: every answer compares with them. */
export function issuerHashes(name: Uint8Array, publicKeyInfo: Uint8Array): IssuerHashes {
  const keyBits = PublicKeyInfo.fromBER(publicKeyInfo.slice()).subjectPublicKey.valueBlock.valueHexView;
  const hashes = Object.entries(HASHES).map(([oid, algorithm]) => {
    const hashOf = (bytes: Uint8Array) => createHash(algorithm).update(bytes).digest();
    return [oid, { name: hashOf(name), key: hashOf(keyBits) }] as const;
  });
  return new Map(hashes);
}

/** RFC 6960 §4.2.1 OCSPResponseStatus malformedRequest, which is not signed. */
const MALFORMED = Buffer.from(sequence(enumerated(1)));

/** The DER answer to a DER request. Never throws. */
export function answerStatusRequest(request: Uint8Array, responder: StatusResponder, now: Date): Buffer {
  const parsed = parse(request);
  if (!parsed || parsed.ids.length > MOST_REQUESTS) return MALFORMED;
  const single = parsed.ids.map((id) => singleResponse(id, responder, now));
  const extensions = parsed.nonce ? [tagged(1, sequence(parsed.nonce))] : [];
  const data = sequence(tagged(1, responder.name), generalizedTime(now), sequence(...single), ...extensions);
  const signature = sign("sha256", data, responder.privateKey);
  const certificates = tagged(0, sequence(responder.certificate));
  const algorithm = signatureAlgorithmOf(responder.privateKey);
  const basic = sequence(data, algorithm, bitString(signature), certificates);
  const bytes = sequence(oid("1.3.6.1.5.5.7.48.1.1"), octetString(basic));
  return Buffer.from(sequence(enumerated(0), tagged(0, bytes)));
}

function parse(request: Uint8Array): { ids: CertID[]; nonce?: Der } | undefined {
  try {
    const { tbsRequest } = OCSPRequest.fromBER(request.slice());
    const ids = tbsRequest.requestList.map(({ reqCert }) => reqCert);
    const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === NONCE);
    // The nonce is given back as it came (RFC 9654 §2.1).
    return nonce ? { ids, nonce: Buffer.from(nonce.toSchema().toBER()) } : { ids };
  } catch {
    return undefined;
  }
}

function singleResponse(id: CertID, responder: StatusResponder, now: Date): Der {
  const serial = Buffer.from(id.serialNumber.valueBlock.valueHexView)
    .toString("hex")
    .replace(/^(00)+/, "");
  const status = isOurs(id, responder) ? responder.statusOf(serial) : { state: "unknown" as const };
  const nextUpdate = tagged(0, generalizedTime(new Date(now.getTime() + HOUR)));
  return sequence(Buffer.from(id.toSchema().toBER()), certStatus(status), generalizedTime(now), nextUpdate);
}

function certStatus(status: CertificateStatus): Der {
  if (status.state === "good") return taggedBytes(0, Buffer.alloc(0));
  if (status.state === "unknown") return taggedBytes(2, Buffer.alloc(0));
  const reason = tagged(0, enumerated(REASON_CODES[status.reason]));
  return tagged(1, generalizedTime(status.at), reason);
}

function isOurs(id: CertID, { issuer }: StatusResponder): boolean {
  const hashes = issuer.get(id.hashAlgorithm.algorithmId);
  if (!hashes) return false;
  return (
    hashes.name.equals(id.issuerNameHash.valueBlock.valueHexView) &&
    hashes.key.equals(id.issuerKeyHash.valueBlock.valueHexView)
  );
}
