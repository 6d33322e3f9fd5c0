/**
 * Why a piece is not compliant: a closed list. The reasons are those that a subscriber can act upon, in their words: each
 * has its sentence in the notification that asks for the piece anew.
 */
import { z } from "zod";
import { multiLine } from "./fields.ts";
import type { SupportingDocumentKind } from "./supporting-document.ts";

export const NON_COMPLIANCE_REASONS = [
  "missing",
  "unreadable",
  "incompletePages",
  "wrongDocument",
  "expired",
  "tooOld",
  "otherPerson",
  "dataMismatch",
  "notAuthentic",
  "paymentInsufficient",
  "other",
] as const;
export const nonComplianceReasonSchema = z.enum(NON_COMPLIANCE_REASONS);
export type NonComplianceReason = z.infer<typeof nonComplianceReasonSchema>;

export const verdictOutcomeSchema = z.enum(["compliant", "nonCompliant"]);

/** What an operator finds of a piece. The remark is for colleagues: the subscriber reads the reason. */
export const verdictSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("compliant") }),
  z.object({
    outcome: z.literal("nonCompliant"),
    reason: nonComplianceReasonSchema,
    remark: multiLine(1000).optional(),
  }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** As it stands on a piece. */
export const givenVerdictSchema = z.object({
  outcome: verdictOutcomeSchema,
  reason: nonComplianceReasonSchema.nullable(),
  remark: z.string().nullable(),
  judgedBy: z.string(),
  judgedAt: z.iso.datetime(),
});

const OF_ANY_PIECE = [
  "unreadable",
  "incompletePages",
  "wrongDocument",
  "dataMismatch",
  "notAuthentic",
] as const;
const OF_AN_IDENTITY_DOCUMENT = [...OF_ANY_PIECE, "expired", "otherPerson", "other"] as const;

/** The reasons that make sense for each kind of piece, in the order in which a screen offers them. */
const REASONS_OF_KIND: Record<SupportingDocumentKind, readonly NonComplianceReason[]> = {
  organizationId: [...OF_ANY_PIECE, "tooOld", "other"],
  holderId: OF_AN_IDENTITY_DOCUMENT,
  legalRepresentativeId: OF_AN_IDENTITY_DOCUMENT,
  certificationAgentId: OF_AN_IDENTITY_DOCUMENT,
  paymentProof: [...OF_ANY_PIECE, "paymentInsufficient", "other"],
  attachment: [...OF_ANY_PIECE, "other"],
};

/** The reasons for which a piece of this kind can be found non-compliant. A piece that is not there is `missing` and nothing else. */
export function nonComplianceReasons(kind: SupportingDocumentKind): readonly NonComplianceReason[] {
  return REASONS_OF_KIND[kind];
}
