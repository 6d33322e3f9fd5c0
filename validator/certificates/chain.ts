/** The path from a signatory's certificate to a trust anchor (RFC 5280 §6.1, ETSI EN 319 102-1 §5.2.6). */

import { oidOf, readWholeDer, sequenceOf } from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import { sameBytes } from "../reading/same-bytes.ts";
import { verifyValue } from "./algorithms.ts";
import { basicConstraints, type Certificate, extension, keyUsage } from "./certificate.ts";
import { allowsNames } from "./name-constraints.ts";

/**
 * Extensions understood here. A critical one outside this list says something that we would not obey, so the
 * certificate is refused (RFC 5280 §4.2); policy constraints are among those.
 */
const UNDERSTOOD = new Set([
  "2.5.29.14", // subjectKeyIdentifier
  "2.5.29.15", // keyUsage
  "2.5.29.17", // subjectAltName
  "2.5.29.19", // basicConstraints
  "2.5.29.30", // nameConstraints
  "2.5.29.31", // cRLDistributionPoints
  "2.5.29.32", // certificatePolicies
  "2.5.29.35", // authorityKeyIdentifier
  "2.5.29.37", // extKeyUsage
]);

/** Uses under which a certificate may sign a document; absent means any (RFC 5280 §4.2.1.12). */
const SIGNING_PURPOSES = new Set([
  "2.5.29.37.0", // anyExtendedKeyUsage
  "1.3.6.1.5.5.7.3.4", // emailProtection
  "1.3.6.1.5.5.7.3.36", // documentSigning, RFC 9336
  "1.2.840.113583.1.1.5", // Adobe authentic documents
  "1.3.6.1.4.1.311.10.3.12", // Microsoft document signing
]);

const BIT = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5 } as const;
const MAX_LENGTH = 8;
const MAX_SIGNATURES_VERIFIED = 64;
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const EXTENDED_KEY_USAGE = "2.5.29.37";

/** What the first certificate of a path is used for. */
export type Purpose = "signing" | "timeStamping";

export type ChainProblem =
  | "noChain"
  | "outsideValidity"
  | "notForSigning"
  | "notForTimeStamping"
  | "nameNotAllowed"
  | "unknownCriticalExtension"
  | "notAuthority"
  | "pathTooLong";

export type ChainResult = { path: Certificate[]; problem?: ChainProblem };

/** Who is known to have signed whom: a signature that held goes on holding. */
const signedBy = new WeakMap<Certificate, WeakSet<Certificate>>();

function issuedBy(certificate: Certificate, issuer: Certificate, budget: { left: number }): boolean {
  if (!sameBytes(certificate.issuer, issuer.subject)) return false;
  if (signedBy.get(certificate)?.has(issuer)) return true;
  if (budget.left-- <= 0) return false;
  const { signatureAlgorithm, signed, signatureValue } = certificate;
  if (verifyValue(signatureAlgorithm, undefined, issuer.publicKey, signed, signatureValue) !== "valid")
    return false;
  signedBy.set(certificate, (signedBy.get(certificate) ?? new WeakSet()).add(issuer));
  return true;
}

/** Depth first; each certificate at most once on a path, and a bounded number of signatures verified in all. */
function findPath(
  path: Certificate[],
  pool: Certificate[],
  anchors: Certificate[],
  budget: { left: number },
): Certificate[] | undefined {
  const last = path.at(-1);
  if (!last || path.length > MAX_LENGTH) return undefined;
  if (anchors.some((anchor) => sameBytes(anchor.raw, last.raw))) return path;
  for (const anchor of anchors) if (issuedBy(last, anchor, budget)) return [...path, anchor];
  for (const next of pool) {
    if (path.some((seen) => sameBytes(seen.raw, next.raw)) || !issuedBy(last, next, budget)) continue;
    const found = findPath([...path, next], pool, anchors, budget);
    if (found) return found;
  }
  return undefined;
}

function mayCertify(certificate: Certificate, authoritiesBelow: number): ChainProblem | undefined {
  const { ca, pathLength } = basicConstraints(certificate);
  if (!ca || keyUsage(certificate)?.has(BIT.keyCertSign) === false) return "notAuthority";
  return pathLength !== undefined && authoritiesBelow > pathLength ? "pathTooLong" : undefined;
}

function maySign(certificate: Certificate): boolean {
  const usage = keyUsage(certificate);
  if (!usage?.has(BIT.digitalSignature) && !usage?.has(BIT.nonRepudiation)) return false;
  if (basicConstraints(certificate).ca) return false;
  const purposes = extension(certificate, EXTENDED_KEY_USAGE);
  if (!purposes) return true;
  return sequenceOf(readWholeDer(purposes, TAG.sequence)).some((purpose) =>
    SIGNING_PURPOSES.has(oidOf(purpose)),
  );
}

/** RFC 3161 §2.3: this purpose alone, and critical. */
function mayTimeStamp(certificate: Certificate): boolean {
  const purposes = certificate.extensions.find(({ oid }) => oid === EXTENDED_KEY_USAGE);
  if (!purposes?.critical) return false;
  const [only, ...others] = sequenceOf(readWholeDer(purposes.value, TAG.sequence));
  return oidOf(only) === TIME_STAMPING && others.length === 0 && !basicConstraints(certificate).ca;
}

/** Whether every authority of the path may certify the names below it. */
function keepsNames(path: Certificate[]): boolean {
  return path.every((authority, index) =>
    path.slice(0, index).every((below) => allowsNames(authority, below)),
  );
}

function problemOf(path: Certificate[], at: Date, purpose: Purpose): ChainProblem | undefined {
  for (const [index, certificate] of path.entries()) {
    if (at < certificate.notBefore || at > certificate.notAfter) return "outsideValidity";
    const ids = certificate.extensions.map((each) => each.oid);
    if (
      certificate.extensions.some((each) => each.critical && !UNDERSTOOD.has(each.oid)) ||
      new Set(ids).size < ids.length
    )
      return "unknownCriticalExtension";
    if (index === 0) {
      if (purpose === "timeStamping" && !mayTimeStamp(certificate)) return "notForTimeStamping";
      if (purpose === "signing" && !maySign(certificate)) return "notForSigning";
      continue;
    }
    const problem = mayCertify(certificate, index - 1);
    if (problem) return problem;
  }
  return keepsNames(path) ? undefined : "nameNotAllowed";
}

/** The path of `signer`, and what is wrong with it at that time, if anything. Revocation is not looked at here. */
export function verifyChain(
  signer: Certificate,
  others: Certificate[],
  anchors: Certificate[],
  at: Date,
  purpose: Purpose = "signing",
): ChainResult {
  const path = findPath([signer], others, anchors, { left: MAX_SIGNATURES_VERIFIED });
  // The signatory's certificate itself as an anchor would skip every check of its issuer.
  if (!path || path.length < 2) return { path: [], problem: "noChain" };
  const problem = problemOf(path, at, purpose);
  return problem ? { path, problem } : { path };
}
