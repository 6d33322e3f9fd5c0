/** The algorithms accepted (ETSI TS 119 312) and the verification of a value by node:crypto. SHA-1 is not among them. */
import { constants, createHash, type KeyObject, verify } from "node:crypto";
import { type DerNode, expectTag, oidOf, sequenceOf, smallIntegerOf } from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";

/** By OID, the name that node:crypto uses. */
const HASHES: Record<string, string> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

type Scheme = { scheme: "ecdsa" | "rsa" | "rsa-pss"; hash: string | undefined; saltLength?: number };

const SIGNATURES: Record<string, Scheme> = {
  "1.2.840.10045.4.3.2": { scheme: "ecdsa", hash: "sha256" },
  "1.2.840.10045.4.3.3": { scheme: "ecdsa", hash: "sha384" },
  "1.2.840.10045.4.3.4": { scheme: "ecdsa", hash: "sha512" },
  // rsaEncryption: the hash is said elsewhere (RFC 5754 §3.2).
  "1.2.840.113549.1.1.1": { scheme: "rsa", hash: undefined },
  "1.2.840.113549.1.1.11": { scheme: "rsa", hash: "sha256" },
  "1.2.840.113549.1.1.12": { scheme: "rsa", hash: "sha384" },
  "1.2.840.113549.1.1.13": { scheme: "rsa", hash: "sha512" },
};
const RSA_PSS = "1.2.840.113549.1.1.10";
const MGF1 = "1.2.840.113549.1.1.8";
const CURVES = new Set(["prime256v1", "secp384r1", "secp521r1"]);
const MIN_RSA_BITS = 2048;

/** The hash of an AlgorithmIdentifier, or undefined when it is not accepted. */
export function hashName(algorithm: DerNode | undefined): string | undefined {
  return HASHES[oidOf(sequenceOf(algorithm)[0])];
}

export const digestOf = (bytes: Uint8Array, hash: string): Buffer => createHash(hash).update(bytes).digest();

/** RFC 4055 §3.1: explicit parameters, one hash for both uses. The defaults mean SHA-1, hence are refused. */
function readPss(parameters: DerNode | undefined): Scheme | undefined {
  const parts = new Map(sequenceOf(parameters).map((part) => [part.tag, part]));
  const inner = (tag: number) => {
    const part = parts.get(tag);
    return part && { tag: TAG.sequence, content: part.content, raw: part.content };
  };
  const [hashPart, maskPart, saltPart] = [inner(TAG.context0), inner(TAG.context1), inner(TAG.context2)];
  if (!hashPart || !maskPart) return undefined;
  const unwrap = (part: DerNode) => sequenceOf(part)[0];
  const hash = hashName(unwrap(hashPart));
  const mask = sequenceOf(unwrap(maskPart));
  if (!hash || oidOf(mask[0]) !== MGF1 || hashName(mask[1]) !== hash) return undefined;
  return { scheme: "rsa-pss", hash, saltLength: saltPart ? smallIntegerOf(unwrap(saltPart)) : 20 };
}

/** The signature scheme of an AlgorithmIdentifier, or undefined when it is not accepted. */
export function signatureScheme(algorithm: DerNode | undefined): Scheme | undefined {
  const parts = sequenceOf(algorithm);
  const id = oidOf(parts[0]);
  return id === RSA_PSS ? readPss(expectTag(parts[1], TAG.sequence)) : SIGNATURES[id];
}

function keyFits(key: KeyObject, scheme: Scheme["scheme"]): boolean {
  const details = key.asymmetricKeyDetails;
  if (scheme === "ecdsa") return key.asymmetricKeyType === "ec" && CURVES.has(details?.namedCurve ?? "");
  const type =
    key.asymmetricKeyType === "rsa" || (scheme === "rsa-pss" && key.asymmetricKeyType === "rsa-pss");
  return type && (details?.modulusLength ?? 0) >= MIN_RSA_BITS;
}

export type VerifyOutcome = "valid" | "invalid" | "unacceptable";

/**
 * Whether `signature` is that of `key` over `data`. `hash`: the digest algorithm announced beside it, which the
 * scheme may not contradict (RFC 5652 §5.3; otherwise an attacker chooses the weaker of the two).
 */
export function verifyValue(
  algorithm: DerNode | undefined,
  hash: string | undefined,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): VerifyOutcome {
  const scheme = signatureScheme(algorithm);
  const digest = scheme?.hash ?? hash;
  if (!scheme || !digest || (hash && digest !== hash) || !keyFits(key, scheme.scheme)) return "unacceptable";
  const options =
    scheme.scheme === "ecdsa"
      ? { key, dsaEncoding: "der" as const }
      : scheme.scheme === "rsa"
        ? { key, padding: constants.RSA_PKCS1_PADDING }
        : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength ?? 20 };
  try {
    return verify(digest, data, options, signature) ? "valid" : "invalid";
  } catch {
    // A value that cannot even be read (e.g. an ECDSA value that is no DER) is simply wrong.
    return "invalid";
  }
}
