/**
 * Revocation asked for by an operator: what may be revoked, for which reasons, and until when the authority has to have
 * published it.
 */
import { z } from "zod";
import { can, type Role } from "../access/permissions.ts";
import type { CertificateStatus } from "./certificate.ts";

/** RFC 5280 §5.3.1 CRLReason, those a registration authority may ask for. */
export const REVOCATION_REASONS = [
  "unspecified",
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "privilegeWithdrawn",
] as const;
export const revocationReasonSchema = z.enum(REVOCATION_REASONS);
export type RevocationReason = z.infer<typeof revocationReasonSchema>;

/** From the request to the published status, 24 hours at most (ETSI EN 319 411-1 §6.2.4). */
const PUBLISHED_WITHIN_MS = 24 * 60 * 60 * 1000;

/** The instant at which a revocation that is still not published is late. */
export const publishBefore = (requestedAt: Date): Date =>
  new Date(requestedAt.getTime() + PUBLISHED_WITHIN_MS);

/** Why a certificate cannot be revoked now. The screens put it into words. */
export const REVOCATION_BLOCKS = ["forbidden", "alreadyRevoked", "alreadyRequested", "expired"] as const;
export const revocationBlockSchema = z.enum(REVOCATION_BLOCKS);
export type RevocationBlock = z.infer<typeof revocationBlockSchema>;

/**
 * Why somebody with these roles may not revoke, or undefined when they may: whoever may cancel an order may take back
 * what came of it. An expired certificate is believed by nobody: revoking it would say nothing.
 */
export function revocationBlock(
  roles: readonly Role[],
  certificate: { status: CertificateStatus; isRequested: boolean },
): RevocationBlock | undefined {
  if (!can(roles, "cancelOrder")) return "forbidden";
  if (certificate.status === "revoked") return "alreadyRevoked";
  if (certificate.isRequested) return "alreadyRequested";
  return certificate.status === "expired" ? "expired" : undefined;
}
