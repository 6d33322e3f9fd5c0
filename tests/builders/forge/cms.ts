/** CMS signatures and time-stamp tokens made to order, good or wrong in one respect. */
import { createHash } from "node:crypto";
import {
  type Der,
  generalizedTime,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  setOfOne,
  tagged,
} from "../../../domain/asn1/write-der.ts";
import { digestAlgorithm, type Entity, hashOf, NOW, signatureAlgorithm, signWith } from "./pki.ts";

const ID = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  timeStampToken: "1.2.840.113549.1.9.16.2.14",
  timeStampInfo: "1.2.840.113549.1.9.16.1.4",
} as const;

const attribute = (type: string, ...values: Uint8Array[]): Der => sequence(oid(type), setOf(values));
const hashed = (hash: string, bytes: Uint8Array) => createHash(hash).update(bytes).digest();

export type CmsOptions = {
  /** The digest that is signed for; that of the content unless something else is wanted. */
  digest: Uint8Array;
  signer: Entity;
  /** Carried besides the signer's certificate. */
  chain?: Buffer[];
  hash?: string;
  /** The digest algorithm announced, when it is not the one used. */
  announced?: string;
  /** The certificate that the ESS attribute names: the signer's, another's, or none. */
  names?: { version: 1 | 2; certificate: Buffer } | "nobody";
  /** What is added to the signed attributes. */
  attributes?: Der[];
  /** The signed attributes that are left out, by object identifier. */
  without?: string[];
  contentType?: string;
  /** Content within the SignedData. */
  content?: Uint8Array;
  /** Makes the unsigned attributes from the signature value. */
  unsigned?: (signatureValue: Buffer) => Der[];
  /** Signs with another key than the signer's. */
  forgedBy?: Entity;
  /** Gives the signed attributes in the reverse of their order. */
  isReversed?: boolean;
  /** As many times the same SignerInfo. */
  signers?: number;
};

export const timeStampAttribute = (...tokens: Uint8Array[]): Der => attribute(ID.timeStampToken, ...tokens);
export const anyAttribute = attribute;

function certificateNamed({ names, signer }: CmsOptions): Der[] {
  if (names === "nobody") return [];
  const { version, certificate } = names ?? { version: 2 as const, certificate: signer.certificate };
  const id = version === 1 ? ID.signingCertificate : ID.signingCertificateV2;
  const digest = hashed(version === 1 ? "sha1" : "sha256", certificate);
  return [attribute(id, sequence(sequence(sequence(octetString(digest)))))];
}

/** DER of a ContentInfo that holds one SignedData. */
export function signedData(options: CmsOptions): Buffer {
  const { signer, digest, chain = [], contentType = ID.data, content } = options;
  const hash = options.hash ?? hashOf(signer.key);
  const required: [string, Der][] = [
    [ID.contentType, oid(contentType)],
    [ID.messageDigest, octetString(digest)],
  ];
  const attributes = [
    ...required.flatMap(([id, value]) => (options.without?.includes(id) ? [] : [attribute(id, value)])),
    ...certificateNamed(options),
    ...(options.attributes ?? []),
  ];
  const value = signWith((options.forgedBy ?? signer).key, setOf(attributes), hash);
  const unsigned = options.unsigned?.(value) ?? [];
  const info = sequence(
    integer(1),
    sequence(signer.issuerDer, integer(signer.serial)),
    digestAlgorithm(options.announced ?? hash),
    options.isReversed
      ? tagged(0, ...attributes.toSorted(Buffer.compare).toReversed())
      : setOf(attributes, 0),
    signatureAlgorithm(signer.key, hash),
    octetString(value),
    ...(unsigned.length > 0 ? [setOf(unsigned, 1)] : []),
  );
  const signed = sequence(
    integer(content ? 3 : 1),
    setOfOne(digestAlgorithm(options.announced ?? hash)),
    sequence(oid(contentType), ...(content ? [tagged(0, octetString(content))] : [])),
    setOf([signer.certificate, ...chain], 0),
    setOf(Array<Der>(options.signers ?? 1).fill(info)),
  );
  return Buffer.from(sequence(oid(ID.signedData), tagged(0, signed)));
}

export type TimeStampOptions = {
  /** What is stamped. */
  bytes: Uint8Array;
  authority: Entity;
  chain?: Buffer[];
  at?: Date;
  /** The digest algorithm of the imprint. */
  hash?: string;
  names?: CmsOptions["names"];
  forgedBy?: Entity;
};

/** A time-stamp token of RFC 3161. */
export function timeStampToken(options: TimeStampOptions): Buffer {
  const { bytes, authority, chain, at = NOW, hash = "sha256", names, forgedBy } = options;
  const content = sequence(
    integer(1),
    oid("1.3.6.1.4.1.99999.2.1"),
    sequence(digestAlgorithm(hash), octetString(hashed(hash, bytes))),
    integer(7),
    generalizedTime(at),
  );
  return signedData({
    digest: hashed(hashOf(authority.key), content),
    signer: authority,
    content,
    contentType: ID.timeStampInfo,
    ...(chain ? { chain } : {}),
    ...(names ? { names } : {}),
    ...(forgedBy ? { forgedBy } : {}),
  });
}
