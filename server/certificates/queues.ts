import { queue } from "../platform/jobs.ts";

/** The authority is to be asked for the certificate of a validated order. */
export const ISSUE_CERTIFICATE = queue<{ requestId: string }>("issueCertificate");

/**
 * The authority is to be asked to revoke. A revocation has 24 hours to be published (ETSI EN 319 411-1 §6.2.4): it is asked
 * for again every minute.
 */
export const REVOKE_CERTIFICATE = queue<{ certificateNumber: number }>("revokeCertificate", {
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
});
