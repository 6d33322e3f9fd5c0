/** The path from a signatory's certificate to a trust anchor (RFC 5280 §6.1, ETSI EN 319 102-1 §5.2.6). */
import { verifyValue } from "./algorithms.ts";
import { basicConstraints, type Certificate, extension, keyUsage } from "./certificate.ts";
import { oid, readWholeDer, sameBytes, sequence, TAG } from "./der.ts";

/**
 * Extensions understood here. A critical one outside this list says something that we would not obey, so the
 * certificate is refused (RFC 5280 §4.2); name and policy constraints are among those.
 */
const UNDERSTOOD = new Set([
  "2.5.29.14", // subjectKeyIdentifier
  "2.5.29.15", // keyUsage
  "2.5.29.17", // subjectAltName
  "2.5.29.19", // basicConstraints
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
const DAY_MS = 24 * 3600 * 1000;

export type ChainProblem =
  | "noChain"
  | "outsideValidity"
  | "notForSigning"
  | "unknownCriticalExtension"
  | "notAuthority"
  | "pathTooLong";

export type ChainResult = { path: Certificate[]; problem?: ChainProblem };

/** ETSI EN 319 411-1 §6.3.10: of such a certificate no revocation status is expected. */
export function isShortLived(certificate: Certificate): boolean {
  return certificate.notAfter.getTime() - certificate.notBefore.getTime() <= DAY_MS;
}

function issuedBy(certificate: Certificate, issuer: Certificate, budget: { left: number }): boolean {
  if (!sameBytes(certificate.issuer, issuer.subject) || budget.left-- <= 0) return false;
  const { signatureAlgorithm, signed, signatureValue } = certificate;
  return verifyValue(signatureAlgorithm, undefined, issuer.publicKey, signed, signatureValue) === "valid";
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
  const purposes = extension(certificate, "2.5.29.37");
  if (!purposes) return true;
  return sequence(readWholeDer(purposes, TAG.sequence)).some((purpose) => SIGNING_PURPOSES.has(oid(purpose)));
}

function problemOf(path: Certificate[], at: Date): ChainProblem | undefined {
  for (const [index, certificate] of path.entries()) {
    if (at < certificate.notBefore || at > certificate.notAfter) return "outsideValidity";
    const ids = certificate.extensions.map((each) => each.oid);
    if (
      certificate.extensions.some((each) => each.critical && !UNDERSTOOD.has(each.oid)) ||
      new Set(ids).size < ids.length
    )
      return "unknownCriticalExtension";
    if (index === 0) {
      if (!maySign(certificate)) return "notForSigning";
      continue;
    }
    const problem = mayCertify(certificate, index - 1);
    if (problem) return problem;
  }
  return undefined;
}

/**
 * The path of `signer`, and what is wrong with it at that time, if anything. Revocation is not looked at here: the
 * report says so for what is not short-lived.
 */
export function verifyChain(
  signer: Certificate,
  others: Certificate[],
  anchors: Certificate[],
  at: Date,
): ChainResult {
  const path = findPath([signer], others, anchors, { left: MAX_SIGNATURES_VERIFIED });
  // The signatory's certificate itself as an anchor would skip every check of its issuer.
  if (!path || path.length < 2) return { path: [], problem: "noChain" };
  const problem = problemOf(path, at);
  return problem ? { path, problem } : { path };
}
