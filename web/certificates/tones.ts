import type { CertificateStatus } from "../../domain/certificates/certificate.ts";
import type { Tone } from "../ui/StatusChip.tsx";

export const CERTIFICATE_TONE: Record<CertificateStatus, Tone> = {
  valid: "good",
  expired: "warn",
  revoked: "bad",
};
