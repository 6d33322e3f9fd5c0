/** The one SignedData that a PDF signature holds (RFC 5652 §5, ETSI EN 319 122-1 for its attributes). */
import { createHash } from "node:crypto";
import { hashName } from "./algorithms.ts";
import { type Certificate, extension, readCertificate } from "./certificate.ts";
import {
  children,
  type DerNode,
  expectTag,
  oid,
  readDer,
  readWholeDer,
  sameBytes,
  sequence,
  TAG,
} from "./der.ts";
import { Malformed } from "./malformed.ts";

const ID = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signatureTimeStamp: "1.2.840.113549.1.9.16.2.14",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
} as const;
const MAX_CERTIFICATES = 20;

export type SignedAttributes = {
  /** DER of the SET OF, over which the signature value is computed (RFC 5652 §5.4). */
  der: Uint8Array;
  messageDigest: Uint8Array;
  /** Values of ESS signing-certificate-v2 (RFC 5035 §3), undefined when absent. */
  signingCertificate: DerNode | undefined;
  hasSigningTime: boolean;
};

export type SignedData = {
  certificates: Certificate[];
  signer: Certificate | undefined;
  digestAlgorithm: DerNode;
  signatureAlgorithm: DerNode;
  signatureValue: Uint8Array;
  attributes: SignedAttributes;
  hasTimeStamp: boolean;
};

/** The element at the start of `/Contents`; what follows it may only be the zeros of its reserved room. */
function withoutPadding(contents: Uint8Array): DerNode {
  const node = expectTag(readDer(contents), TAG.sequence);
  if (contents.subarray(node.raw.length).some((byte) => byte !== 0))
    throw new Malformed("bytes other than zeros after the signature");
  return node;
}

function readAttributes(node: DerNode): Map<string, DerNode[]> {
  const found = new Map<string, DerNode[]>();
  for (const attribute of children(node)) {
    const [type, values] = sequence(attribute);
    const id = oid(type);
    if (found.has(id)) throw new Malformed(`attribute ${id} given twice`);
    found.set(id, children(expectTag(values, TAG.set)));
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
  const ordered = children(node).every(
    (child, index, all) => index === 0 || Buffer.compare(all[index - 1]?.raw ?? child.raw, child.raw) <= 0,
  );
  if (!ordered) throw new Malformed("signed attributes are not in DER order");
  const der = Uint8Array.from(node.raw);
  der[0] = TAG.set;
  return der;
}

function readSignedAttributes(node: DerNode): SignedAttributes {
  const attributes = readAttributes(node);
  if (oid(single(attributes, ID.contentType)) !== ID.data) throw new Malformed("content type is not id-data");
  return {
    der: derSetOf(node),
    messageDigest: expectTag(single(attributes, ID.messageDigest), TAG.octetString).content,
    signingCertificate: attributes.has(ID.signingCertificateV2)
      ? single(attributes, ID.signingCertificateV2)
      : undefined,
    hasSigningTime: attributes.has(ID.signingTime),
  };
}

function findSigner(identifier: DerNode | undefined, certificates: Certificate[]): Certificate | undefined {
  if (identifier?.tag === 0x80) {
    return certificates.find((certificate) => {
      const value = extension(certificate, "2.5.29.14");
      return value && sameBytes(readWholeDer(value, TAG.octetString).content, identifier.content);
    });
  }
  const [issuer, serial] = sequence(identifier);
  const wanted = expectTag(issuer, TAG.sequence).raw;
  const number = expectTag(serial, TAG.integer).content;
  return certificates.find(
    (certificate) => sameBytes(certificate.issuer, wanted) && sameBytes(certificate.serial, number),
  );
}

function readSignerInfo(node: DerNode, certificates: Certificate[]): SignedData {
  const [, identifier, digestAlgorithm, attributes, signatureAlgorithm, value, unsigned] = sequence(node);
  const timeStamps = unsigned ? readAttributes(expectTag(unsigned, TAG.context1)) : new Map();
  return {
    certificates,
    signer: findSigner(identifier, certificates),
    digestAlgorithm: expectTag(digestAlgorithm, TAG.sequence),
    signatureAlgorithm: expectTag(signatureAlgorithm, TAG.sequence),
    signatureValue: expectTag(value, TAG.octetString).content,
    attributes: readSignedAttributes(expectTag(attributes, TAG.context0)),
    hasTimeStamp: timeStamps.has(ID.signatureTimeStamp),
  };
}

/**
 * Reads `/Contents`: exactly one signer, no encapsulated content (it would be what is signed instead of the
 * file), signed attributes present. Throws {@link Malformed}.
 */
export function readSignedData(contents: Uint8Array): SignedData {
  const [type, wrapped] = sequence(withoutPadding(contents));
  if (oid(type) !== ID.signedData) throw new Malformed("not a SignedData");
  const fields = sequence(children(expectTag(wrapped, TAG.context0))[0]);
  const content = sequence(fields[2]);
  if (oid(content[0]) !== ID.data || content.length !== 1) throw new Malformed("encapsulated content");
  const infos = children(expectTag(fields.at(-1), TAG.set));
  const [info] = infos;
  if (!info || infos.length !== 1) throw new Malformed("exactly one signer expected");
  const carried = fields.find((field) => field.tag === TAG.context0);
  const encoded = carried ? children(carried) : [];
  if (encoded.length > MAX_CERTIFICATES) throw new Malformed("too many certificates");
  return readSignerInfo(
    info,
    encoded.map((certificate) => readCertificate(certificate.raw)),
  );
}

/**
 * Whether the signed ESS attribute names this very certificate (RFC 5035 §5.4.1). Without it, the certificate beside
 * the signature could be exchanged for another with the same key.
 */
export function namesCertificate(attribute: DerNode, signer: Certificate): boolean {
  const [identifier] = sequence(sequence(attribute)[0]);
  const parts = sequence(identifier);
  const explicit = parts[0]?.tag === TAG.sequence;
  const hash = explicit ? hashName(parts[0]) : "sha256";
  const value = expectTag(parts[explicit ? 1 : 0], TAG.octetString).content;
  return hash !== undefined && sameBytes(createHash(hash).update(signer.raw).digest(), value);
}
