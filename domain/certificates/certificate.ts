/** Status of a certificate (CERT-3): follows from its dates and its revocation, never stored. */
import { z } from "zod";

export const certificateStatusSchema = z.enum(["valid", "expired", "revoked"]);
export type CertificateStatus = z.infer<typeof certificateStatusSchema>;

/** A revocation stands even after expiry. */
export function certificateStatus(
  certificate: { notAfter: Date; revokedAt: Date | null },
  now: Date,
): CertificateStatus {
  if (certificate.revokedAt && certificate.revokedAt <= now) return "revoked";
  return certificate.notAfter <= now ? "expired" : "valid";
}
