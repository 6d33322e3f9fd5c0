/** The X.509 v3 extensions that this authority writes (RFC 5280 §4.2 and §5.2). */
import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import {
  type Der,
  integer,
  namedBits,
  nothing,
  octetString,
  oid,
  sequence,
  tagged,
  taggedBytes,
  yes,
} from "../../domain/asn1/write-der.ts";

const extension = (type: string, value: Der, critical = false): Der =>
  sequence(oid(type), ...(critical ? [yes] : []), octetString(value));

/** The identifier of a key: RFC 7093 §2 method 4 (a hash of the SubjectPublicKeyInfo), cut to 160 bits. */
export const keyIdentifier = (publicKeyInfo: Uint8Array): Buffer =>
  createHash("sha256").update(publicKeyInfo).digest().subarray(0, 20);

export const subjectKeyIdentifier = (publicKeyInfo: Uint8Array): Der =>
  extension("2.5.29.14", octetString(keyIdentifier(publicKeyInfo)));

export const authorityKeyIdentifier = (issuerKeyInfo: Uint8Array): Der =>
  extension("2.5.29.35", sequence(taggedBytes(0, keyIdentifier(issuerKeyInfo))));

/** An end entity's when no path length is given. */
export function basicConstraints(pathLength?: number | "any"): Der {
  if (pathLength === undefined) return extension("2.5.29.19", sequence(), true);
  const limit = pathLength === "any" ? [] : [integer(pathLength)];
  return extension("2.5.29.19", sequence(yes, ...limit), true);
}

/** Positions in the KeyUsage bit list, RFC 5280 §4.2.1.3. */
export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;
export type KeyUsage = keyof typeof KEY_USAGE;

export const keyUsage = (usages: readonly KeyUsage[]): Der =>
  extension("2.5.29.15", namedBits(...usages.map((usage) => KEY_USAGE[usage])), true);

export const EXTENDED_KEY_USAGE = {
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  ocspSigning: "1.3.6.1.5.5.7.3.9",
} as const;
export type ExtendedKeyUsage = keyof typeof EXTENDED_KEY_USAGE;

export const extendedKeyUsage = (usages: readonly ExtendedKeyUsage[], critical = false): Der =>
  extension("2.5.29.37", sequence(...usages.map((usage) => oid(EXTENDED_KEY_USAGE[usage]))), critical);

/** Of a status responder: its own certificate needs no status (RFC 6960 §4.2.2.2.1). */
export const noStatusCheck = (): Der => extension("1.3.6.1.5.5.7.48.1.5", nothing);

export const certificatePolicy = (policy: string): Der =>
  extension("2.5.29.32", sequence(sequence(oid(policy))));

const uri = (address: string): Der => taggedBytes(6, Buffer.from(address, "ascii"));

export const crlDistributionPoint = (address: string): Der =>
  extension("2.5.29.31", sequence(sequence(tagged(0, tagged(0, uri(address))))));

/** Where the issuer's certificate and, for end entities, its OCSP responder are. */
export function authorityInformation(caIssuers: string, ocsp?: string): Der {
  const access = (method: string, address: string) => sequence(oid(method), uri(address));
  const responder = ocsp === undefined ? [] : [access("1.3.6.1.5.5.7.48.1", ocsp)];
  return extension("1.3.6.1.5.5.7.1.1", sequence(...responder, access("1.3.6.1.5.5.7.48.2", caIssuers)));
}

/** rfc822Name (RFC 5280 §4.2.1.6); an address whose local part is not ASCII cannot be written so: none then. */
export function emailAlternativeName(email: string): Der | undefined {
  const at = email.lastIndexOf("@");
  const address = `${email.slice(0, at)}@${domainToASCII(email.slice(at + 1))}`;
  if (at < 1 || !/^[\x21-\x7e]+$/.test(address) || address.endsWith("@")) return undefined;
  return extension("2.5.29.17", sequence(taggedBytes(1, Buffer.from(address, "ascii"))));
}

/** For a TLS server of this machine, under `host` too. */
export function serverAlternativeNames(host: string): Der {
  const names = new Set(["localhost", ...(isIP(host) ? [] : [host])]);
  return extension(
    "2.5.29.17",
    sequence(
      ...[...names].map((name) => taggedBytes(2, Buffer.from(name, "ascii"))),
      taggedBytes(7, Buffer.from([127, 0, 0, 1])),
      taggedBytes(7, Buffer.from([...Array<number>(15).fill(0), 1])),
    ),
  );
}

export const crlNumber = (number: number): Der => extension("2.5.29.20", integer(number));
export const reasonCode = (reason: Der): Der => extension("2.5.29.21", reason);
