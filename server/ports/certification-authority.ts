/**
 * What the portal needs of a certification authority (CA, RFC 5280), whichever product stands behind it.
 * Every binary value is DER unless said otherwise.
 */

import type { RevocationReason } from "../../domain/certificates/revocation.ts";
import type { ConnectorRefusal } from "../../domain/order/explanation.ts";

export type { RevocationReason };

/** The subject of an end-entity certificate, in the parts that ETSI EN 319 412-2 names for a natural person. */
export type CertificateSubject = {
  country: string;
  commonName: string;
  /** Absent, with the two that follow, for a legal person (ETSI EN 319 412-3 §4.2.1). */
  surname?: string;
  givenName?: string;
  /** Distinguishes two persons of the same name; X.520 serialNumber. */
  serialNumber?: string;
  organization?: string;
  /** ETSI EN 319 412-1 §5.1.4, e.g. `NTRFR-434202180`. */
  organizationIdentifier?: string;
  organizationalUnit?: string;
  email?: string;
};

/**
 * Certificate profiles: the two media sold, the short-lived ones of a signatory and of a signature
 * service's seal, the card of an operator (client authentication).
 */
export const CERTIFICATE_PROFILES = ["token", "software", "signatory", "seal", "operator"] as const;
export type CertificateProfile = (typeof CERTIFICATE_PROFILES)[number];

export type EnrollRequest = {
  /** Chosen and stored by the caller before the call: the same id always gives the same certificate. */
  requestId: string;
  profile: CertificateProfile;
  /** PKCS#10 DER. When absent the authority makes the key pair and gives it back as a PKCS#12. */
  csr?: Uint8Array;
  subject: CertificateSubject;
};

/** A key pair personalised by the authority: PKCS#12 encrypted under `password`. */
export type KeyContainer = { pkcs12: Uint8Array; password: string };

export type IssuedCertificate = {
  state: "issued";
  certificate: Uint8Array;
  /** Issuing CA first, root last. */
  chain: Uint8Array[];
  keyContainer?: KeyContainer;
};

export type EnrollResult =
  | IssuedCertificate
  | { state: "pending" }
  /** In the authority's own words, or for a reason of its connector. */
  | { state: "rejected"; reason: string | ConnectorRefusal };

export type CertificateStatus =
  | { state: "good" }
  | { state: "revoked"; at: Date; reason: RevocationReason }
  | { state: "unknown" };

/** An entry of a certificate revocation list (RFC 5280 §5.1.2.6). */
export type Revocation = { serial: string; at: Date; reason: RevocationReason };

export interface CertificationAuthority {
  /** Idempotent by `requestId`. Throws only when the authority cannot be reached: the caller tries again. */
  enroll(request: EnrollRequest): Promise<EnrollResult>;
  /** What became of a request, or undefined when the authority never recorded it. */
  findByRequestId(requestId: string): Promise<EnrollResult | undefined>;
  /** `issuer`: DER of the issuing certificate; `serial`: lower-case hexadecimal without separators. */
  status(issuer: Uint8Array, serial: string): Promise<CertificateStatus>;
  /**
   * Every revocation of the issuing CA that stands, as its revocation list has them; undefined when the authority
   * publishes no list, and has to be asked certificate by certificate.
   */
  revocations(): Promise<Revocation[] | undefined>;
  /** Revoking twice is not an error; the first date and reason stand. */
  revoke(serial: string, reason: RevocationReason): Promise<void>;
  /** Issuing CA first, root last. */
  chain(): Promise<Uint8Array[]>;
}
