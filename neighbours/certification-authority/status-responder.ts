/** Online certificate status (OCSP, RFC 6960), answered in the issuing CA's name under a delegated certificate. */
import { createHash, type KeyObject, sign } from "node:crypto";
import { Malformed } from "../../domain/asn1/malformed.ts";
import {
  type DerNode,
  expectTag,
  oidOf,
  readWholeDer,
  sequenceOf,
  wholeOctetsOf,
} from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";
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
} from "../../domain/asn1/write-der.ts";
import type { CertificateStatus } from "../../server/ports/certification-authority.ts";
import { signatureAlgorithmOf } from "./certificate.ts";
import { REASON_CODES } from "./revocation-list.ts";

const NONCE = "1.3.6.1.5.5.7.48.1.2";
const BASIC_RESPONSE = oid("1.3.6.1.5.5.7.48.1.1");
/** RFC 9654 §2.1: a nonce outside these bounds makes the request malformed. */
const NONCE_LENGTHS = { least: 1, most: 128 };
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

/** How requests name the issuing CA: by hashes of its name and of its key bits (RFC 6960 §4.1.1). */
export type IssuerHashes = { algorithm: string; name: Buffer; key: Buffer }[];

const HASHES = { sha1: "1.3.14.3.2.26", sha256: "2.16.840.1.101.3.4.2.1" };

/** Worked out once: every answer compares with them. */
export function issuerHashes(name: Uint8Array, publicKeyInfo: Uint8Array): IssuerHashes {
  const [, keyBits] = sequenceOf(readWholeDer(publicKeyInfo, TAG.sequence));
  const key = wholeOctetsOf(keyBits);
  return Object.entries(HASHES).map(([hash, algorithm]) => {
    const hashOf = (bytes: Uint8Array) => createHash(hash).update(bytes).digest();
    return { algorithm, name: hashOf(name), key: hashOf(key) };
  });
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
  const bytes = sequence(BASIC_RESPONSE, octetString(basic));
  return Buffer.from(sequence(enumerated(0), tagged(0, bytes)));
}

/** A CertID, as it came: the answer repeats it. */
type CertId = { raw: Der; algorithm: string; nameHash: Uint8Array; keyHash: Uint8Array; serial: string };

/** RFC 6960 §4.1.1. Who asks, and under which signature, makes no difference here. */
function parse(request: Uint8Array): { ids: CertId[]; nonce?: Der } | undefined {
  try {
    const [tbsRequest] = sequenceOf(readWholeDer(request, TAG.sequence));
    const parts = sequenceOf(tbsRequest);
    const ids = sequenceOf(parts.find(({ tag }) => tag === TAG.sequence)).map(readCertId);
    const nonce = readNonce(parts.find(({ tag }) => tag === TAG.context2));
    return nonce ? { ids, nonce } : { ids };
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function readCertId(request: DerNode): CertId {
  const [certId] = sequenceOf(request);
  const [algorithm, nameHash, keyHash, serial] = sequenceOf(certId);
  const [hash] = sequenceOf(algorithm);
  const digits = Buffer.from(expectTag(serial, TAG.integer).content).toString("hex");
  return {
    raw: expectTag(certId, TAG.sequence).raw,
    algorithm: oidOf(hash),
    nameHash: expectTag(nameHash, TAG.octetString).content,
    keyHash: expectTag(keyHash, TAG.octetString).content,
    serial: digits.replace(/^(00)+/, ""),
  };
}

/** The extension, to be given back as it came. */
function readNonce(extensions: DerNode | undefined): Der | undefined {
  if (!extensions) return undefined;
  const list = sequenceOf(readWholeDer(extensions.content, TAG.sequence));
  const found = list.find((extension) => oidOf(sequenceOf(extension)[0]) === NONCE);
  if (!found) return undefined;
  const value = readWholeDer(expectTag(sequenceOf(found).at(-1), TAG.octetString).content, TAG.octetString);
  const { length } = value.content;
  if (length < NONCE_LENGTHS.least || length > NONCE_LENGTHS.most) throw new Malformed("the nonce's length");
  return found.raw;
}

function singleResponse(id: CertId, responder: StatusResponder, now: Date): Der {
  const status = isOurs(id, responder) ? responder.statusOf(id.serial) : { state: "unknown" as const };
  const nextUpdate = tagged(0, generalizedTime(new Date(now.getTime() + HOUR)));
  return sequence(id.raw, certStatus(status), generalizedTime(now), nextUpdate);
}

function certStatus(status: CertificateStatus): Der {
  if (status.state === "good") return taggedBytes(0, Buffer.alloc(0));
  if (status.state === "unknown") return taggedBytes(2, Buffer.alloc(0));
  const reason = tagged(0, enumerated(REASON_CODES[status.reason]));
  return tagged(1, generalizedTime(status.at), reason);
}

function isOurs({ algorithm, nameHash, keyHash }: CertId, { issuer }: StatusResponder): boolean {
  return issuer.some(
    (each) => each.algorithm === algorithm && each.name.equals(nameHash) && each.key.equals(keyHash),
  );
}
