/**
 * What a signature service recorded of each signatory. Where it seals a document once for all with its own certificate
 * (a seal, Regulation (EU) 910/2014 art. 3(25)), this alone says who agreed to it, and how that was checked.
 */
import { z } from "zod";
import { signatoryRoleSchema } from "../order/document-to-sign.ts";
import { type SignatureReport, type SignatureResult, signatureReportSchema } from "./signature-report.ts";

export const EVIDENCE_EVENTS = [
  "invited",
  "reminded",
  "pageOpened",
  "documentOpened",
  "codeSent",
  "codeRefused",
  "codeAccepted",
  "consentGiven",
  "signed",
  "refused",
] as const;

export const evidenceEventSchema = z.object({
  at: z.iso.datetime(),
  what: z.enum(EVIDENCE_EVENTS),
  /** The address from which the signatory acted. */
  ip: z.string().optional(),
  detail: z.string().optional(),
});
export type EvidenceEvent = z.infer<typeof evidenceEventSchema>;

export const signatoryEvidenceSchema = z.object({
  role: signatoryRoleSchema,
  /** In order of time. */
  events: z.array(evidenceEventSchema),
});
export type SignatoryEvidence = z.infer<typeof signatoryEvidenceSchema>;

export const serviceEvidenceSchema = z.object({
  /** SHA-256, lower-case hexadecimal, of its own certificates, when it seals once for all; else none. */
  sealCertificates: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  signatories: z.array(signatoryEvidenceSchema),
});
export type ServiceEvidence = z.infer<typeof serviceEvidenceSchema>;

/** The report on a document of an order, with what its signature service says of those who were asked to sign it. */
export const documentReportSchema = signatureReportSchema.extend({
  /** The form field of the service's seal, when it sealed once for all signatories. */
  serviceSeal: z.string().optional(),
  /** By expected signatory; empty when the service has not said yet. */
  evidence: z.array(signatoryEvidenceSchema),
});
export type DocumentReport = z.infer<typeof documentReportSchema>;

/** The report beside the evidence for those expected to sign: a seal is the service's own only if the service says so. */
export function withEvidence(
  report: SignatureReport,
  evidence: ServiceEvidence | undefined,
  roles: readonly SignatoryEvidence["role"][],
): DocumentReport {
  const seal = report.signatures.find((signature) => isSealOf(signature, evidence?.sealCertificates ?? []));
  return {
    ...report,
    ...(seal ? { serviceSeal: seal.field } : {}),
    evidence: evidence?.signatories.filter(({ role }) => roles.includes(role)) ?? [],
  };
}

/** The seal of a legal person: a certificate that names somebody is that person's signature, whoever claims it. */
function isSealOf({ certificate, signer }: SignatureResult, own: readonly string[]): boolean {
  return (
    certificate !== undefined &&
    own.includes(certificate.sha256) &&
    signer !== undefined &&
    !signer.surname &&
    !signer.givenName
  );
}
