import type { TFunction } from "i18next";
import { REVOCATION_REASONS } from "../../domain/certificates/revocation.ts";

/** The reason in words; one that the portal does not know, from an authority, stays as it came. */
export function revocationReasonInWords(reason: string, t: TFunction): string {
  const known = REVOCATION_REASONS.find((each) => each === reason);
  return known ? t(`certificates.revocation.reason.${known}`) : reason;
}
