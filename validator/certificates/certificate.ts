/** What the validator reads of a certificate (RFC 5280 §4), with node:crypto for its key. */
import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import {
  childrenOf,
  type DerNode,
  expectTag,
  oidOf,
  readWholeDer,
  sequenceOf,
  smallIntegerOf,
} from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import type { CertificateSummary, SignerName } from "../../domain/signatures/signature-report.ts";
import { Malformed } from "../reading/malformed.ts";

export type Extension = { oid: string; critical: boolean; value: Uint8Array };

export type Certificate = {
  raw: Uint8Array;
  /** DER of TBSCertificate, what the issuer signed. */
  signed: Uint8Array;
  signatureAlgorithm: DerNode;
  signatureValue: Uint8Array;
  /** Content octets of the serial number. */
  serial: Uint8Array;
  /** DER names: compared byte by byte (RFC 5280 §7.1 lets an issuer be named only as it names itself). */
  issuer: Uint8Array;
  subject: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  publicKey: KeyObject;
  /** The bits of the public key, without its algorithm: what key identifiers are made of (RFC 5280 §4.2.1.2). */
  keyBits: Uint8Array;
  extensions: Extension[];
};

const ATTRIBUTES: Record<string, string> = {
  "2.5.4.3": "CN",
  "2.5.4.4": "SN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.42": "GN",
  "2.5.4.97": "organizationIdentifier",
  "1.2.840.113549.1.9.1": "emailAddress",
};

function readText(node: DerNode | undefined): string {
  if (!node) return "";
  if (node.tag === TAG.bmpString) return new TextDecoder("utf-16be").decode(node.content);
  return new TextDecoder().decode(node.content);
}

/** The parts of a name, in order: `[attribute, value]`. */
export function nameParts(name: Uint8Array): [string, string][] {
  return sequenceOf(readWholeDer(name, TAG.sequence)).flatMap((relative) =>
    childrenOf(expectTag(relative, TAG.set)).map((attribute): [string, string] => {
      const [type, value] = sequenceOf(attribute);
      const id = oidOf(type);
      return [ATTRIBUTES[id] ?? id, readText(value)];
    }),
  );
}

/** A name as people read it. */
export function nameText(name: Uint8Array): string {
  return nameParts(name)
    .map(([type, value]) => `${type}=${value}`)
    .join(", ");
}

function readExtensions(node: DerNode | undefined): Extension[] {
  if (!node) return [];
  const list = childrenOf(expectTag(node, TAG.context3))[0];
  return sequenceOf(list).map((extension) => {
    const parts = sequenceOf(extension);
    const critical = parts[1]?.tag === TAG.boolean && parts[1].content[0] === 0xff;
    return { oid: oidOf(parts[0]), critical, value: expectTag(parts.at(-1), TAG.octetString).content };
  });
}

function readKey(raw: Uint8Array): Pick<Certificate, "publicKey" | "notBefore" | "notAfter"> {
  try {
    const parsed = new X509Certificate(raw);
    return { publicKey: parsed.publicKey, notBefore: parsed.validFromDate, notAfter: parsed.validToDate };
  } catch {
    throw new Malformed("unreadable certificate");
  }
}

/** The same authorities come again with every signature: what was read of them is kept, a bounded number of them. */
const KNOWN = 200;
const known = new Map<string, Certificate>();

/** Throws {@link Malformed}. */
export function readCertificate(raw: Uint8Array): Certificate {
  const key = createHash("sha256").update(raw).digest("base64");
  const before = known.get(key);
  if (before) return before;
  // A copy: a view would keep the whole file that it came with.
  const certificate = parseCertificate(Uint8Array.from(raw));
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= KNOWN) known.delete(oldest);
  known.set(key, certificate);
  return certificate;
}

function parseCertificate(raw: Uint8Array): Certificate {
  const [tbs, signatureAlgorithm, signature] = sequenceOf(readWholeDer(raw, TAG.sequence));
  const fields = sequenceOf(tbs);
  // [0] version is absent in a version 1 certificate, which has no extensions and can be nobody's CA.
  const start = fields[0]?.tag === TAG.context0 ? 1 : 0;
  const [serial, inner, issuer, , subject, keyInfo] = fields.slice(start);
  const outer = expectTag(signatureAlgorithm, TAG.sequence);
  if (Buffer.compare(expectTag(inner, TAG.sequence).raw, outer.raw) !== 0)
    throw new Malformed("certificate names two signature algorithms");
  return {
    raw,
    signed: expectTag(tbs, TAG.sequence).raw,
    signatureAlgorithm: outer,
    signatureValue: expectTag(signature, TAG.bitString).content.subarray(1),
    serial: expectTag(serial, TAG.integer).content,
    issuer: expectTag(issuer, TAG.sequence).raw,
    subject: expectTag(subject, TAG.sequence).raw,
    keyBits: expectTag(sequenceOf(keyInfo)[1], TAG.bitString).content.subarray(1),
    extensions: readExtensions(fields.find((field) => field.tag === TAG.context3)),
    ...readKey(raw),
  };
}

/** The value of an extension, or undefined. */
export function extension(certificate: Certificate, id: string): Uint8Array | undefined {
  return certificate.extensions.find((candidate) => candidate.oid === id)?.value;
}

/** RFC 5280 §4.2.1.9. */
export function basicConstraints(certificate: Certificate): { ca: boolean; pathLength?: number } {
  const value = extension(certificate, "2.5.29.19");
  if (!value) return { ca: false };
  const [ca, length] = sequenceOf(readWholeDer(value, TAG.sequence));
  const isCa = ca?.tag === TAG.boolean && ca.content[0] === 0xff;
  return length ? { ca: isCa, pathLength: smallIntegerOf(length) } : { ca: isCa };
}

/** RFC 5280 §4.2.1.3, bits by position; undefined when the extension is absent. */
export function keyUsage(certificate: Certificate): { has(bit: number): boolean } | undefined {
  const value = extension(certificate, "2.5.29.15");
  if (!value) return undefined;
  const bits = readWholeDer(value, TAG.bitString).content.subarray(1);
  return { has: (bit) => (((bits[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1 };
}

/** Who a certificate names (ETSI EN 319 412-2 §4.2.4). */
export function signerName(certificate: Certificate): SignerName {
  const parts = new Map(nameParts(certificate.subject));
  const email = parts.get("emailAddress") ?? subjectAltEmail(certificate);
  return {
    commonName: parts.get("CN") ?? "",
    surname: parts.get("SN") ?? "",
    givenName: parts.get("GN") ?? "",
    serialNumber: parts.get("serialNumber") ?? "",
    organization: parts.get("O") ?? "",
    organizationIdentifier: parts.get("organizationIdentifier") ?? "",
    ...(email === undefined ? {} : { email }),
  };
}

function subjectAltEmail(certificate: Certificate): string | undefined {
  const value = extension(certificate, "2.5.29.17");
  const rfc822Name = 0x81;
  const entry =
    value && sequenceOf(readWholeDer(value, TAG.sequence)).find((name) => name.tag === rfc822Name);
  return entry && new TextDecoder().decode(entry.content);
}

export function certificateSummary(certificate: Certificate): CertificateSummary {
  return {
    serial: Buffer.from(certificate.serial).toString("hex"),
    issuer: nameText(certificate.issuer),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    sha256: createHash("sha256").update(certificate.raw).digest("hex"),
  };
}

/** SHA-1 of the key, by which OCSP and key identifiers name it; it protects nothing (RFC 6960 §4.2.1). */
export function keyIdentifierOf(certificate: Certificate): Buffer {
  return createHash("sha1").update(certificate.keyBits).digest();
}
