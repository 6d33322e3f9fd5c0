/** The revocation list of an outside authority (RFC 5280 §5), believed when its issuing CA signed it. */
import { X509Certificate, X509Crl } from "../../platform/x509.ts";
import type { Revocation, RevocationReason } from "../../ports/certification-authority.ts";

/** RFC 5280 §5.3.1. What a registration authority cannot ask for comes as `unspecified`. */
const REASONS: Record<number, RevocationReason> = {
  1: "keyCompromise",
  3: "affiliationChanged",
  4: "superseded",
  5: "cessationOfOperation",
  9: "privilegeWithdrawn",
};

export const reasonOfCode = (code: number | undefined): RevocationReason =>
  REASONS[code ?? 0] ?? "unspecified";

/** RFC 5280 §5.3.1. */
export function codeOfReason(reason: RevocationReason): number {
  const found = Object.entries(REASONS).find(([, name]) => name === reason);
  return found ? Number(found[0]) : 0;
}

/** A certificate on hold may come back, and one that came back is named in a list of changes: neither is revoked. */
const NOT_FINAL = new Set([6, 8]);

/** Lower-case hexadecimal, without the octet that only says that the number is positive. */
const serialOf = (hexadecimal: string): string => hexadecimal.toLowerCase().replace(/^(00)+(?=..)/, "");

/** Throws when it is no list or not signed by `issuing` (DER). */
export async function readRevocations(list: Uint8Array, issuing: Uint8Array): Promise<Revocation[]> {
  const crl = new X509Crl(Buffer.from(list));
  // RFC 5280 §5.1.2.5 demands it. Of a list without it the library reads no entry at all, and says nothing.
  if (!crl.nextUpdate) throw new Error("The revocation list does not say when the next one comes.");
  const isGenuine = await crl.verify({ publicKey: new X509Certificate(Buffer.from(issuing)) });
  if (!isGenuine) throw new Error("The revocation list is not signed by the issuing CA.");
  return crl.entries
    .filter(({ reason }) => !NOT_FINAL.has(reason ?? 0))
    .map(({ serialNumber, revocationDate, reason }) => ({
      serial: serialOf(serialNumber),
      at: revocationDate,
      reason: reasonOfCode(reason),
    }));
}
