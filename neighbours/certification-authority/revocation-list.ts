/** Certificate revocation lists (RFC 5280 §5). */
import type { KeyObject } from "node:crypto";
import { type Der, enumerated, integer, sequence, tagged, time } from "../../domain/asn1/write-der.ts";
import type { RevocationReason } from "../../server/ports/certification-authority.ts";
import { signatureAlgorithmOf, signed } from "./certificate.ts";
import { authorityKeyIdentifier, crlNumber, reasonCode } from "./extensions.ts";
import type { Revocation } from "./issuance-ledger.ts";

/** RFC 5280 §5.3.1. */
export const REASON_CODES: Record<RevocationReason, number> = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  privilegeWithdrawn: 9,
};

export type ListContent = {
  issuer: Der;
  issuerKeyInfo: Uint8Array;
  number: number;
  thisUpdate: Date;
  nextUpdate: Date;
  revocations: Revocation[];
};

export function signRevocationList(content: ListContent, issuerKey: KeyObject): Buffer {
  // An empty list of entries must be absent (RFC 5280 §5.1.2.6).
  const entries = content.revocations.length > 0 ? [sequence(...content.revocations.map(entry))] : [];
  const extensions = sequence(authorityKeyIdentifier(content.issuerKeyInfo), crlNumber(content.number));
  const toBeSigned = sequence(
    integer(1),
    signatureAlgorithmOf(issuerKey),
    content.issuer,
    time(content.thisUpdate),
    time(content.nextUpdate),
    ...entries,
    tagged(0, extensions),
  );
  return signed(toBeSigned, issuerKey);
}

function entry({ serial, at, reason }: Revocation): Der {
  // RFC 5280 §5.3.1: "unspecified" should be said by saying nothing.
  const reasons = reason === "unspecified" ? [] : [sequence(reasonCode(enumerated(REASON_CODES[reason])))];
  return sequence(integer(serial), time(at), ...reasons);
}
