/** Writes and signs X.509 certificates (RFC 5280 §4.1) with a P-256 or an RSA key. */
import { type KeyObject, randomBytes, sign } from "node:crypto";
import {
  bitString,
  type Der,
  integer,
  nothing,
  oid,
  sequence,
  tagged,
  time,
} from "../../domain/asn1/write-der.ts";

const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
/** The parameters are NULL, not absent (RFC 4055 §5). */
const RSA_WITH_SHA256 = sequence(oid("1.2.840.113549.1.1.11"), nothing);

/** The AlgorithmIdentifier of what `sign("sha256", …)` makes with this key. */
export const signatureAlgorithmOf = (key: KeyObject): Der =>
  key.asymmetricKeyType === "rsa" ? RSA_WITH_SHA256 : ECDSA_WITH_SHA256;

export type CertificateContent = {
  /** Hexadecimal. */
  serial: string;
  issuer: Der;
  subject: Der;
  notBefore: Date;
  notAfter: Date;
  publicKeyInfo: Uint8Array;
  extensions: Der[];
};

/** 120 random bits after a fixed first octet: positive, never zero, of one length (RFC 5280 §4.1.2.2). */
export const randomSerial = (): string => `5a${randomBytes(15).toString("hex")}`;

/** The SubjectPublicKeyInfo of a key pair, DER. */
export const publicKeyInfoOf = (key: KeyObject): Buffer => key.export({ format: "der", type: "spki" });

export function signCertificate(content: CertificateContent, issuerKey: KeyObject): Buffer {
  const toBeSigned = sequence(
    tagged(0, integer(2)),
    integer(content.serial),
    signatureAlgorithmOf(issuerKey),
    content.issuer,
    sequence(time(content.notBefore), time(content.notAfter)),
    content.subject,
    content.publicKeyInfo,
    tagged(3, sequence(...content.extensions)),
  );
  return signed(toBeSigned, issuerKey);
}

/** The SIGNED{} form that certificates and CRLs share: content, algorithm, signature. */
export function signed(toBeSigned: Der, key: KeyObject): Buffer {
  const signature = sign("sha256", toBeSigned, key);
  return Buffer.from(sequence(toBeSigned, signatureAlgorithmOf(key), bitString(signature)));
}
