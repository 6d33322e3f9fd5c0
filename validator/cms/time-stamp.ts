/** Time-stamp tokens (RFC 3161 §2.4.2, ETSI EN 319 422): what proves that something existed at a time. */
import { createHash } from "node:crypto";
import { expectTag, readWholeDer, sequenceOf } from "../../domain/asn1/read-der.ts";
import { readTime } from "../../domain/asn1/read-time.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import { hashName, verifyValue } from "../certificates/algorithms.ts";
import { type Certificate, nameText } from "../certificates/certificate.ts";
import { verifyChain } from "../certificates/chain.ts";
import { Malformed } from "../reading/malformed.ts";
import { sameBytes } from "../reading/same-bytes.ts";
import { type Evidence, pathProblem } from "../revocation/revocation.ts";
import { namesCertificate, readTimeStampToken } from "./cms.ts";

/** Why a token proves nothing; undefined when it does. */
export type TimeStampProblem =
  | "unreadable"
  | "imprint"
  | "algorithm"
  | "signature"
  | "certificate"
  | "chain"
  | "revocation"
  | "future";

/** A time-stamp that nobody trusts proves nothing and harms nothing; one that is false says that something is wrong. */
export const isFalse = (problem: TimeStampProblem | undefined): boolean =>
  problem !== undefined && problem !== "chain" && problem !== "revocation";

export type TimeStamp = {
  /** Undefined when the token cannot be read. */
  time: Date | undefined;
  /** Who made it, as the certificate names it. */
  authority: string | undefined;
  problem: TimeStampProblem | undefined;
  certificates: Certificate[];
  path: Certificate[];
};

type Info = { hash: string | undefined; imprint: Uint8Array; time: Date };

function readInfo(content: Uint8Array): Info {
  const [, , imprint, , time] = sequenceOf(readWholeDer(content, TAG.sequence));
  const [algorithm, value] = sequenceOf(imprint);
  return {
    hash: hashName(algorithm),
    imprint: expectTag(value, TAG.octetString).content,
    time: readTime(time),
  };
}

export type TimeStampOptions = {
  /** What the token must have been made for, by digest algorithm. */
  digest: (hash: string) => Uint8Array;
  anchors: readonly Certificate[];
  /** The time of the validation. */
  at: Date;
  /** A time at which the token is known to have existed already: that of a later time-stamp over it. */
  knownAt?: Date | undefined;
  /** Certificates found elsewhere in the document. */
  others: readonly Certificate[];
  evidence: Evidence;
};

/** Verifies a token whole: imprint, purpose of its authority, chain, revocation, signature. Never throws for its bytes. */
export function verifyTimeStamp(token: Uint8Array, options: TimeStampOptions): TimeStamp {
  try {
    return verified(token, options);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { time: undefined, authority: undefined, problem: "unreadable", certificates: [], path: [] };
  }
}

function verified(token: Uint8Array, options: TimeStampOptions): TimeStamp {
  const cms = readTimeStampToken(token);
  const { hash, imprint, time } = readInfo(cms.content);
  const { signer, certificates } = cms;
  const stamp = (problem: TimeStampProblem | undefined, path: Certificate[] = []): TimeStamp => ({
    time,
    authority: signer && nameText(signer.subject),
    problem,
    certificates,
    path,
  });
  const signerHash = hashName(cms.digestAlgorithm);
  if (!hash || !signerHash) return stamp("algorithm");
  if (!sameBytes(imprint, options.digest(hash))) return stamp("imprint");
  if (!signer || !namesCertificate(cms.attributes.signingCertificate, signer)) return stamp("certificate");
  const digest = createHash(signerHash).update(cms.content).digest();
  if (!sameBytes(digest, cms.attributes.messageDigest)) return stamp("signature");
  const { signatureAlgorithm, attributes, signatureValue } = cms;
  const outcome = verifyValue(
    signatureAlgorithm,
    signerHash,
    signer.publicKey,
    attributes.der,
    signatureValue,
  );
  if (outcome !== "valid") return stamp(outcome === "invalid" ? "signature" : "algorithm");
  if (time.getTime() > options.at.getTime() + CLOCK_SKEW_MS) return stamp("future");
  // A time-stamp that no other one covers must still be verifiable now (ETSI EN 319 102-1 §5.4).
  const bestTime = options.knownAt ?? options.at;
  const pool = [...certificates, ...options.others];
  const chain = verifyChain(signer, pool, [...options.anchors], bestTime, "timeStamping");
  if (chain.problem) return stamp("chain", chain.path);
  if (pathProblem(chain.path, options.evidence, { bestTime, at: options.at }))
    return stamp("revocation", chain.path);
  return stamp(undefined, chain.path);
}

/** Clocks differ a little. */
export const CLOCK_SKEW_MS = 5 * 60 * 1000;
