/** Reads an X.509 certificate (RFC 5280) into what the portal shows and checks. */
import { createHash, X509Certificate as NodeCertificate } from "node:crypto";
import { X509Certificate } from "../platform/x509.ts";

/** OIDs of the attributes that a subject is made of, with the names that screens show (CERT-2). */
const ATTRIBUTE_NAMES: Record<string, string> = {
  "2.5.4.6": "C",
  "2.5.4.10": "O",
  "2.5.4.97": "organizationIdentifier",
  "2.5.4.11": "OU",
  "2.5.4.3": "CN",
  "2.5.4.4": "SN",
  "2.5.4.42": "GN",
  "2.5.4.5": "serialNumber",
};

export type NamePart = { oid: string; name: string; value: string };

export type ReadCertificate = {
  subject: NamePart[];
  issuer: NamePart[];
  /** Lower-case hexadecimal. */
  serialNumber: string;
  notBefore: Date;
  notAfter: Date;
  /** DER of the SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  sha256: string;
  sha1: string;
};

/** Reads a certificate (DER). Throws when it is none. */
export function readCertificate(der: Uint8Array): ReadCertificate {
  const certificate = new X509Certificate(Buffer.from(der));
  return {
    subject: partsOf(certificate.subjectName),
    issuer: partsOf(certificate.issuerName),
    serialNumber: new NodeCertificate(der).serialNumber.toLowerCase(),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    publicKey: new Uint8Array(certificate.publicKey.rawData),
    sha256: createHash("sha256").update(der).digest("hex"),
    sha1: createHash("sha1").update(der).digest("hex"),
  };
}

/**
 * The parts of a name in their order. Read from the structure, never from a string: the library's string form loses
 * quotes and backslashes.
 */
function partsOf(name: X509Certificate["subjectName"]): NamePart[] {
  return name.toJSON().flatMap((relative) =>
    Object.entries(relative).flatMap(([type, values]) => {
      const oid = Object.keys(ATTRIBUTE_NAMES).find((known) => known === type) ?? oidOf(type);
      return values.map((value) => ({ oid, name: ATTRIBUTE_NAMES[oid] ?? oid, value }));
    }),
  );
}

/** The library gives short names for those it knows and dotted OIDs for the others. */
function oidOf(type: string): string {
  const known: Record<string, string> = {
    C: "2.5.4.6",
    O: "2.5.4.10",
    OU: "2.5.4.11",
    CN: "2.5.4.3",
    SN: "2.5.4.4",
    G: "2.5.4.42",
    GN: "2.5.4.42",
    SERIALNUMBER: "2.5.4.5",
  };
  return known[type] ?? type;
}

/** A name as one line for people, most general part first: `C=FR, O=…`. Not for comparing. */
export function nameAsText(parts: readonly NamePart[]): string {
  return parts.map(({ name, value }) => `${name}=${value}`).join(", ");
}

/** Whether each certificate of the path is issued by the next one, the last by itself, all valid at `at`. */
export function isChained(path: readonly Uint8Array[], at: Date): boolean {
  const certificates = path.map((der) => new NodeCertificate(der));
  return certificates.every((certificate, index) => {
    const issuer = certificates[index + 1] ?? certificate;
    return (
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey) &&
      (index === 0 || certificate.ca) &&
      at >= new Date(certificate.validFrom) &&
      at <= new Date(certificate.validTo)
    );
  });
}
