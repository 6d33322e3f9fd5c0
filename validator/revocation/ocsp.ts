/** OCSP answers (RFC 6960 §4.2), as a document carries them or a responder gives them. */
import { createHash } from "node:crypto";
import {
  childrenOf,
  type DerNode,
  expectTag,
  oidOf,
  readWholeDer,
  sequenceOf,
} from "../../domain/asn1/read-der.ts";
import { readTime } from "../../domain/asn1/read-time.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import { verifyValue } from "../certificates/algorithms.ts";
import {
  type Certificate,
  extension,
  keyIdentifierOf,
  readCertificate,
} from "../certificates/certificate.ts";
import { Malformed } from "../reading/malformed.ts";
import { sameBytes } from "../reading/same-bytes.ts";
import type { RevokedEntry } from "./crl.ts";

type CertificateId = { hash: string; issuerName: Uint8Array; issuerKey: Uint8Array; serial: Uint8Array };

export type SingleAnswer = {
  id: CertificateId;
  status: "good" | "unknown" | RevokedEntry;
  thisUpdate: Date;
  nextUpdate: Date | undefined;
};

export type OcspAnswer = {
  responder: { name: Uint8Array } | { keyHash: Uint8Array };
  producedAt: Date;
  answers: SingleAnswer[];
  certificates: Certificate[];
  signed: Uint8Array;
  signatureAlgorithm: DerNode;
  signatureValue: Uint8Array;
};

const BASIC = "1.3.6.1.5.5.7.48.1.1";
const OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
const EXTENDED_KEY_USAGE = "2.5.29.37";
/** SHA-1 names an issuer here and protects nothing (RFC 6960 §4.3). */
const ID_HASHES: Record<string, string> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};
const GOOD = 0x80;
const REVOKED = TAG.context1;

function readStatus(node: DerNode | undefined): SingleAnswer["status"] {
  if (node?.tag === GOOD) return "good";
  if (node?.tag !== REVOKED) return "unknown";
  const [at, reason] = childrenOf(node);
  const code = reason && childrenOf(expectTag(reason, TAG.context0))[0];
  return { at: readTime(at), reason: code ? (expectTag(code, TAG.enumerated).content[0] ?? 0) : 0 };
}

function readSingle(node: DerNode): SingleAnswer {
  const [id, status, thisUpdate, ...rest] = sequenceOf(node);
  const [algorithm, issuerName, issuerKey, serial] = sequenceOf(id);
  const next = rest.find((field) => field.tag === TAG.context0);
  const extensions = rest.find((field) => field.tag === TAG.context1);
  if (
    extensions &&
    sequenceOf(childrenOf(extensions)[0]).some((each) => sequenceOf(each)[1]?.tag === TAG.boolean)
  )
    throw new Malformed("a critical extension of the answer is not supported");
  return {
    id: {
      hash: ID_HASHES[oidOf(sequenceOf(algorithm)[0])] ?? "",
      issuerName: expectTag(issuerName, TAG.octetString).content,
      issuerKey: expectTag(issuerKey, TAG.octetString).content,
      serial: expectTag(serial, TAG.integer).content,
    },
    status: readStatus(status),
    thisUpdate: readTime(thisUpdate),
    nextUpdate: next && readTime(childrenOf(next)[0]),
  };
}

/** An OCSPResponse, or the BasicOCSPResponse inside one, as old documents carry it. */
function basicResponse(der: Uint8Array): DerNode[] {
  const [first, second] = sequenceOf(readWholeDer(der, TAG.sequence));
  if (first?.tag !== TAG.enumerated) return sequenceOf(readWholeDer(der, TAG.sequence));
  if (first.content[0] !== 0) throw new Malformed("the responder gave no answer");
  const [type, bytes] = sequenceOf(childrenOf(expectTag(second, TAG.context0))[0]);
  if (oidOf(type) !== BASIC) throw new Malformed("not a basic OCSP answer");
  return sequenceOf(readWholeDer(expectTag(bytes, TAG.octetString).content, TAG.sequence));
}

/** Throws {@link Malformed}. */
export function readOcspAnswer(der: Uint8Array): OcspAnswer {
  const [data, signatureAlgorithm, signature, carried] = basicResponse(der);
  const fields = sequenceOf(data).filter(({ tag }, index) => !(index === 0 && tag === TAG.context0));
  const [responder, producedAt, answers] = fields;
  const byName = responder?.tag === TAG.context1;
  const inner = responder && childrenOf(responder)[0];
  return {
    responder: byName
      ? { name: expectTag(inner, TAG.sequence).raw }
      : { keyHash: expectTag(inner, TAG.octetString).content },
    producedAt: readTime(producedAt),
    answers: sequenceOf(answers).map(readSingle),
    certificates: carried ? sequenceOf(childrenOf(carried)[0]).map(({ raw }) => readCertificate(raw)) : [],
    signed: expectTag(data, TAG.sequence).raw,
    signatureAlgorithm: expectTag(signatureAlgorithm, TAG.sequence),
    signatureValue: expectTag(signature, TAG.bitString).content.subarray(1),
  };
}

/** Whether the answer speaks of this certificate of this issuer (RFC 6960 §4.1.1). */
export function isAbout({ id }: SingleAnswer, certificate: Certificate, issuer: Certificate): boolean {
  if (!id.hash || !sameBytes(id.serial, certificate.serial)) return false;
  const hash = (bytes: Uint8Array) => createHash(id.hash).update(bytes).digest();
  return sameBytes(id.issuerName, hash(issuer.subject)) && sameBytes(id.issuerKey, hash(issuer.keyBits));
}

/**
 * Who may answer for an issuer, and signed this: the issuer, or a responder that it certified for that
 * (RFC 6960 §4.2.2.2) and that was valid when it answered.
 */
export function isAnswerFor(answer: OcspAnswer, issuer: Certificate): boolean {
  return [issuer, ...answer.certificates].some(
    (candidate) =>
      isResponder(answer, candidate) &&
      (sameBytes(candidate.raw, issuer.raw) || isDelegate(candidate, issuer, answer.producedAt)) &&
      verifyValue(
        answer.signatureAlgorithm,
        undefined,
        candidate.publicKey,
        answer.signed,
        answer.signatureValue,
      ) === "valid",
  );
}

function isResponder({ responder }: OcspAnswer, candidate: Certificate): boolean {
  return "name" in responder
    ? sameBytes(responder.name, candidate.subject)
    : sameBytes(responder.keyHash, keyIdentifierOf(candidate));
}

function isDelegate(candidate: Certificate, issuer: Certificate, at: Date): boolean {
  if (!sameBytes(candidate.issuer, issuer.subject) || at < candidate.notBefore || at > candidate.notAfter)
    return false;
  const purposes = extension(candidate, EXTENDED_KEY_USAGE);
  const mayAnswer =
    purposes !== undefined &&
    sequenceOf(readWholeDer(purposes, TAG.sequence)).some((purpose) => oidOf(purpose) === OCSP_SIGNING);
  const { signatureAlgorithm, signed, signatureValue } = candidate;
  return (
    mayAnswer &&
    verifyValue(signatureAlgorithm, undefined, issuer.publicKey, signed, signatureValue) === "valid"
  );
}
