/**
 * PKCS#12 files (RFC 7292) of one key and its certificates, in today's algorithms: PBES2 with AES-256 and
 * PBKDF2 over HMAC-SHA-256, integrity by HMAC-SHA-256. OpenSSL 3, browsers and Windows read them.
 */
import {
  createCipheriv,
  createHash,
  createHmac,
  hash,
  type KeyObject,
  pbkdf2Sync,
  randomBytes,
} from "node:crypto";
import { TAG } from "../../domain/asn1/tags.ts";
import {
  type Der,
  element,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  setOf,
  setOfOne,
  tagged,
  taggedBytes,
} from "../../domain/asn1/write-der.ts";

const PKCS7_DATA = "1.2.840.113549.1.7.1";
const PKCS7_ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
const SHA_256 = "2.16.840.1.101.3.4.2.1";

/** OpenSSL's own default; the passwords made here carry 128 random bits, which no iteration count would add to. */
const ITERATIONS = 2048;

export type Pkcs12Content = {
  privateKey: KeyObject;
  certificate: Uint8Array;
  /** Issuing CA first, root last. */
  chain: Uint8Array[];
  /** Shown by browsers and operating systems in the list of certificates. */
  friendlyName: string;
};

/** 128 random bits in letters, digits, `-` and `_`, so that it passes through any dialog. */
export const randomPassword = (): string => randomBytes(16).toString("base64url");

/** Builds the file. `password` must be ASCII: the two key derivations of the format encode other letters apart. */
export function buildPkcs12(content: Pkcs12Content, password: string): Uint8Array {
  const attributes = bagAttributes(content);
  const keys = sequence(
    bag("1.2.840.113549.1.12.10.1.2", encryptedKey(content.privateKey, password), attributes),
  );
  const certificates = sequence(
    bag("1.2.840.113549.1.12.10.1.3", certificateBag(content.certificate), attributes),
    ...content.chain.map((der) => bag("1.2.840.113549.1.12.10.1.3", certificateBag(der))),
  );
  const safe = sequence(encryptedContent(certificates, password), plainContent(keys));
  return sequence(integer(3), plainContent(safe), mac(safe, password));
}

function bag(type: string, value: Der, attributes: Der[] = []): Der {
  const set = attributes.length > 0 ? [setOf(attributes)] : [];
  return sequence(oid(type), tagged(0, value), ...set);
}

/** Ties the key to its certificate: without localKeyId, importers must guess which of the three it belongs to. */
function bagAttributes({ certificate, friendlyName }: Pkcs12Content): Der[] {
  const localKeyId = createHash("sha1").update(certificate).digest();
  return [
    sequence(oid("1.2.840.113549.1.9.20"), setOfOne(bmpString(friendlyName))),
    sequence(oid("1.2.840.113549.1.9.21"), setOfOne(octetString(localKeyId))),
  ];
}

const bmpString = (text: string): Der => element(TAG.bmpString, Buffer.from(text, "utf16le").swap16());

const certificateBag = (der: Uint8Array): Der =>
  sequence(oid("1.2.840.113549.1.9.22.1"), tagged(0, octetString(der)));

const encryptedKey = (key: KeyObject, password: string): Der =>
  key.export({ format: "der", type: "pkcs8", cipher: "aes-256-cbc", passphrase: password });

const plainContent = (content: Der): Der => sequence(oid(PKCS7_DATA), tagged(0, octetString(content)));

/** PBES2 (RFC 8018 §6.2). */
function encryptedContent(content: Der, password: string): Der {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const key = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  // [0] IMPLICIT OCTET STRING.
  const encrypted = taggedBytes(0, Buffer.concat([cipher.update(content), cipher.final()]));
  const prf = sequence(oid("1.2.840.113549.2.9"), nothing);
  const derivation = sequence(
    oid("1.2.840.113549.1.5.12"),
    sequence(octetString(salt), integer(ITERATIONS), integer(32), prf),
  );
  const scheme = sequence(oid("2.16.840.1.101.3.4.1.42"), octetString(iv));
  const algorithm = sequence(oid("1.2.840.113549.1.5.13"), sequence(derivation, scheme));
  const info = sequence(oid(PKCS7_DATA), algorithm, encrypted);
  return sequence(oid(PKCS7_ENCRYPTED_DATA), tagged(0, sequence(integer(0), info)));
}

function mac(content: Der, password: string): Der {
  const salt = randomBytes(16);
  const digest = createHmac("sha256", macKey(password, salt)).update(content).digest();
  const digestInfo = sequence(sequence(oid(SHA_256), nothing), octetString(digest));
  return sequence(digestInfo, octetString(salt), integer(ITERATIONS));
}

/** RFC 7292 appendix B.2 for ID 3 and SHA-256, whose output is exactly the key: one round of its loop. */
function macKey(password: string, salt: Buffer): Buffer {
  const block = 64;
  const secret = Buffer.from(`${password}\0`, "utf16le").swap16();
  const repeated = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  let key: Buffer = Buffer.concat([Buffer.alloc(block, 3), repeated(salt), repeated(secret)]);
  for (let round = 0; round < ITERATIONS; round++) key = hash("sha256", key, "buffer");
  return key;
}
