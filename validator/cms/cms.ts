/** The one SignedData that a PDF signature holds (RFC 5652 §5, ETSI EN 319 122-1 for its attributes). */
import { createHash } from "node:crypto";
import {
  childrenOf,
  type DerNode,
  expectTag,
  oidOf,
  readDer,
  readWholeDer,
  sequenceOf,
} from "../../domain/asn1/read-der.ts";
import { readTime } from "../../domain/asn1/read-time.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import { hashName } from "../certificates/algorithms.ts";
import { type Certificate, extension, readCertificate } from "../certificates/certificate.ts";
import { Malformed } from "../reading/malformed.ts";
import { sameBytes } from "../reading/same-bytes.ts";

const ID = {
  data: "1.2.840.113549.1.7.1",
  timeStampInfo: "1.2.840.113549.1.9.16.1.4",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signatureTimeStamp: "1.2.840.113549.1.9.16.2.14",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  revocationArchival: "1.2.840.113583.1.1.8",
} as const;
const MAX_CERTIFICATES = 40;
const MAX_TIME_STAMPS = 10;

export type SignedAttributes = {
  /** DER of the SET OF, over which the signature value is computed (RFC 5652 §5.4). */
  der: Uint8Array;
  messageDigest: Uint8Array;
  /** ESS signing-certificate-v2 (RFC 5035 §3), or version 1 with its SHA-1; undefined when absent. */
  signingCertificate: { version: 1 | 2; value: DerNode } | undefined;
  /** The CMS attribute: PAdES forbids it, older signatures have their time there. */
  signingTime: Date | undefined;
  /** RevocationInfoArchival of older PDF signatures (ISO 32000-2 §12.8.3.3.2). */
  revocationArchival: DerNode | undefined;
};

export type SignedData = {
  certificates: Certificate[];
  signer: Certificate | undefined;
  digestAlgorithm: DerNode;
  signatureAlgorithm: DerNode;
  signatureValue: Uint8Array;
  attributes: SignedAttributes;
  /** What is signed within the SignedData itself: only of a time-stamp token. */
  content: Uint8Array | undefined;
  /** DER of the time-stamp tokens on the signature value (RFC 3161 appendix A). */
  timeStamps: Uint8Array[];
  /** DER of the revocation lists that it carries. */
  revocationLists: Uint8Array[];
};

/** The element at the start of `/Contents`; what follows it may only be the zeros of its reserved room. */
function withoutPadding(contents: Uint8Array): DerNode {
  const node = expectTag(readDer(contents), TAG.sequence);
  const padding = contents.subarray(node.raw.length);
  if (!sameBytes(padding, new Uint8Array(padding.length)))
    throw new Malformed("bytes other than zeros after the signature");
  return node;
}

function readAttributes(node: DerNode): Map<string, DerNode[]> {
  const found = new Map<string, DerNode[]>();
  for (const attribute of childrenOf(node)) {
    const [type, values] = sequenceOf(attribute);
    const id = oidOf(type);
    if (found.has(id)) throw new Malformed(`attribute ${id} given twice`);
    found.set(id, childrenOf(expectTag(values, TAG.set)));
  }
  return found;
}

function single(attributes: Map<string, DerNode[]>, id: string): DerNode {
  const values = attributes.get(id);
  const [value] = values ?? [];
  if (!value || values?.length !== 1) throw new Malformed(`attribute ${id} must have one value`);
  return value;
}

/** DER orders the elements of a SET OF (X.690 §11.6); signed bytes in any other order are not DER. */
function derSetOf(node: DerNode): Uint8Array {
  const ordered = childrenOf(node).every(
    (child, index, all) => index === 0 || Buffer.compare(all[index - 1]?.raw ?? child.raw, child.raw) <= 0,
  );
  if (!ordered) throw new Malformed("signed attributes are not in DER order");
  const der = Uint8Array.from(node.raw);
  der[0] = TAG.set;
  return der;
}

function readSignedAttributes(node: DerNode, contentType: string): SignedAttributes {
  const attributes = readAttributes(node);
  if (oidOf(single(attributes, ID.contentType)) !== contentType)
    throw new Malformed("the content type that was signed is another");
  const optional = (id: string) => (attributes.has(id) ? single(attributes, id) : undefined);
  const [version2, version1] = [optional(ID.signingCertificateV2), optional(ID.signingCertificate)];
  return {
    der: derSetOf(node),
    messageDigest: expectTag(single(attributes, ID.messageDigest), TAG.octetString).content,
    signingCertificate: version2
      ? { version: 2, value: version2 }
      : version1 && { version: 1, value: version1 },
    signingTime: attributes.has(ID.signingTime) ? readTime(single(attributes, ID.signingTime)) : undefined,
    revocationArchival: optional(ID.revocationArchival),
  };
}

function findSigner(identifier: DerNode | undefined, certificates: Certificate[]): Certificate | undefined {
  if (identifier?.tag === 0x80) {
    return certificates.find((certificate) => {
      const value = extension(certificate, "2.5.29.14");
      return value && sameBytes(readWholeDer(value, TAG.octetString).content, identifier.content);
    });
  }
  const [issuer, serial] = sequenceOf(identifier);
  const wanted = expectTag(issuer, TAG.sequence).raw;
  const number = expectTag(serial, TAG.integer).content;
  return certificates.find(
    (certificate) => sameBytes(certificate.issuer, wanted) && sameBytes(certificate.serial, number),
  );
}

type Around = Pick<SignedData, "certificates" | "content" | "revocationLists"> & { contentType: string };

function readSignerInfo(node: DerNode, { contentType, ...around }: Around): SignedData {
  const [, identifier, digestAlgorithm, attributes, signatureAlgorithm, value, unsigned] = sequenceOf(node);
  const unsignedAttributes = unsigned ? readAttributes(expectTag(unsigned, TAG.context1)) : new Map();
  const timeStamps: DerNode[] = unsignedAttributes.get(ID.signatureTimeStamp) ?? [];
  if (timeStamps.length > MAX_TIME_STAMPS) throw new Malformed("too many time-stamps");
  return {
    ...around,
    signer: findSigner(identifier, around.certificates),
    digestAlgorithm: expectTag(digestAlgorithm, TAG.sequence),
    signatureAlgorithm: expectTag(signatureAlgorithm, TAG.sequence),
    signatureValue: expectTag(value, TAG.octetString).content,
    attributes: readSignedAttributes(expectTag(attributes, TAG.context0), contentType),
    timeStamps: timeStamps.map(({ raw }) => raw),
  };
}

function readContentInfo(contentInfo: DerNode, contentType: string): SignedData {
  const [type, wrapped] = sequenceOf(contentInfo);
  if (oidOf(type) !== ID.signedData) throw new Malformed("not a SignedData");
  const fields = sequenceOf(childrenOf(expectTag(wrapped, TAG.context0))[0]);
  const [kind, carriedContent, ...more] = sequenceOf(fields[2]);
  if (oidOf(kind) !== contentType || more.length > 0) throw new Malformed("another kind of content");
  const content = carriedContent && expectTag(childrenOf(carriedContent)[0], TAG.octetString).content;
  const infos = childrenOf(expectTag(fields.at(-1), TAG.set));
  const [info] = infos;
  if (!info || infos.length !== 1) throw new Malformed("exactly one signer expected");
  const carried = (tag: number) => {
    const field = fields.find((candidate) => candidate.tag === tag);
    return field ? childrenOf(field) : [];
  };
  const certificates = carried(TAG.context0);
  if (certificates.length > MAX_CERTIFICATES) throw new Malformed("too many certificates");
  return readSignerInfo(info, {
    contentType,
    content,
    certificates: certificates.map(({ raw }) => readCertificate(raw)),
    revocationLists: carried(TAG.context1).flatMap(({ tag, raw }) => (tag === TAG.sequence ? [raw] : [])),
  });
}

/**
 * Reads `/Contents`: exactly one signer, no encapsulated content (it would be what is signed instead of the
 * file), signed attributes present. Throws {@link Malformed}.
 */
export function readSignedData(contents: Uint8Array): SignedData {
  const signed = readContentInfo(withoutPadding(contents), ID.data);
  if (signed.content) throw new Malformed("encapsulated content");
  return signed;
}

/** Reads a time-stamp token (RFC 3161 §2.4.2), followed by zeros where it fills `/Contents`. Throws {@link Malformed}. */
export function readTimeStampToken(token: Uint8Array): SignedData & { content: Uint8Array } {
  const signed = readContentInfo(withoutPadding(token), ID.timeStampInfo);
  if (!signed.content) throw new Malformed("a time-stamp token without its content");
  return { ...signed, content: signed.content };
}

/**
 * Whether the signed ESS attribute names this very certificate (RFC 5035 §5.4.1). Without it, the certificate beside
 * the signature could be exchanged for another with the same key.
 */
export function namesCertificate(
  attribute: SignedAttributes["signingCertificate"],
  signer: Certificate,
): boolean {
  if (!attribute) return false;
  const [identifier] = sequenceOf(sequenceOf(attribute.value)[0]);
  const parts = sequenceOf(identifier);
  const explicit = attribute.version === 2 && parts[0]?.tag === TAG.sequence;
  const hash = explicit ? hashName(parts[0]) : attribute.version === 2 ? "sha256" : "sha1";
  const value = expectTag(parts[explicit ? 1 : 0], TAG.octetString).content;
  return hash !== undefined && sameBytes(createHash(hash).update(signer.raw).digest(), value);
}
