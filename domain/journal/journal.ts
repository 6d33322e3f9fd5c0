/**
 * The journal: one entry per operation, in the past tense (HISTORY-1, HISTORY-2). It is at once the history that
 * operators read and the audit trail. Payloads hold what is needed to understand the entry, never a secret.
 */
import { z } from "zod";
import { actorKindSchema } from "../access/actor.ts";
import { revocationReasonSchema } from "../certificates/revocation.ts";
import { documentToSignKindSchema, signatoryRoleSchema } from "../order/document-to-sign.ts";
import { collectionExplanationSchema, issuanceExplanationSchema } from "../order/explanation.ts";
import { identityDocumentTypeSchema, orderStatusSchema } from "../order/order.ts";
import { supportingDocumentKindSchema } from "../order/supporting-document.ts";
import { nonComplianceReasonSchema, verdictOutcomeSchema } from "../order/verdict.ts";

export const fieldChangeSchema = z.object({
  /** Path of the field, with dots: `holder.familyName`. */
  field: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

const statusChange = { from: orderStatusSchema, to: orderStatusSchema };
/** The dates came later: older entries have none. */
const identityDocument = z.object({
  type: identityDocumentTypeSchema,
  number: z.string(),
  issuedOn: z.iso.date().nullish(),
  expiresOn: z.iso.date().nullish(),
});
const piece = { kind: supportingDocumentKindSchema, fileName: z.string(), sha256: z.string(), size: z.int() };

export const journalEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("orderCreated"), portuId: z.int() }),
  z.object({ type: z.literal("pieceUploaded"), ...piece }),
  z.object({ type: z.literal("orderSubmitted"), ...statusChange }),
  z.object({ type: z.literal("informationModified"), changes: z.array(fieldChangeSchema) }),
  z.object({
    type: z.literal("identityDocumentEntered"),
    from: identityDocument.nullable(),
    to: identityDocument,
  }),
  z.object({
    type: z.literal("pieceJudged"),
    kind: supportingDocumentKindSchema,
    fileName: z.string(),
    sha256: z.string(),
    from: verdictOutcomeSchema.nullable(),
    outcome: verdictOutcomeSchema,
    reason: nonComplianceReasonSchema.nullable(),
    remark: z.string().nullable(),
  }),
  z.object({
    type: z.literal("pieceDated"),
    kind: supportingDocumentKindSchema,
    sha256: z.string(),
    issuedFrom: z.iso.date().nullable(),
    issuedOn: z.iso.date().nullable(),
  }),
  z.object({ type: z.literal("attachmentAdded"), ...piece }),
  z.object({ type: z.literal("commentAdded"), text: z.string() }),
  z.object({
    type: z.literal("identityDocumentRead"),
    kind: supportingDocumentKindSchema,
    fileName: z.string(),
  }),
  z.object({
    type: z.literal("notificationRequested"),
    messageId: z.string(),
    subject: z.string(),
    text: z.string(),
  }),
  z.object({ type: z.literal("mailSent"), messageId: z.string(), purpose: z.string() }),
  z.object({ type: z.literal("mailFailed"), messageId: z.string(), purpose: z.string(), answer: z.string() }),
  z.object({ type: z.literal("notificationResent"), messageId: z.string(), subject: z.string() }),
  z.object({ type: z.literal("declaredIncomplete"), ...statusChange }),
  z.object({
    type: z.literal("signatureCollectionLaunched"),
    ...statusChange,
    collectionId: z.string(),
    documents: z.array(documentToSignKindSchema),
    signatories: z.array(signatoryRoleSchema),
  }),
  z.object({ type: z.literal("signatoriesReminded"), collectionId: z.string() }),
  z.object({ type: z.literal("documentsSigned"), collectionId: z.string(), signatory: signatoryRoleSchema }),
  z.object({ type: z.literal("signatureCollectionCancelled"), ...statusChange, collectionId: z.string() }),
  z.object({
    type: z.literal("signatureCollectionCompleted"),
    ...statusChange,
    collectionId: z.string(),
    /** Of what the service recorded of each signatory. */
    evidenceSha256: z.string().optional(),
  }),
  z.object({
    type: z.literal("signatureCollectionStopped"),
    collectionId: z.string(),
    cause: z.enum(["refused", "expired", "failed", "cancelled"]),
    signatory: signatoryRoleSchema.optional(),
    /** A text: an entry of before there were codes. */
    reason: z.union([z.string(), collectionExplanationSchema]).optional(),
    evidenceSha256: z.string().optional(),
  }),
  z.object({
    type: z.literal("signaturesValidated"),
    ...statusChange,
    document: documentToSignKindSchema,
    sha256: z.string(),
    indication: z.string(),
    /** Typed by the operator when not every signature was found valid. */
    reason: z.string().optional(),
  }),
  z.object({ type: z.literal("paperOrderValidated"), ...statusChange }),
  z.object({ type: z.literal("issuanceRequested"), requestId: z.string() }),
  z.object({
    type: z.literal("issuanceRejected"),
    requestId: z.string(),
    /** A text: an entry of before there were codes. */
    reason: z.union([z.string(), issuanceExplanationSchema]),
  }),
  z.object({
    type: z.literal("certificateGenerated"),
    ...statusChange,
    certificateNumber: z.int(),
    serialNumber: z.string(),
    subjectDn: z.string(),
  }),
  z.object({
    type: z.literal("revocationRequested"),
    certificateNumber: z.int(),
    serialNumber: z.string(),
    reason: revocationReasonSchema,
  }),
  z.object({ type: z.literal("certificateRevoked"), certificateNumber: z.int(), reason: z.string() }),
  z.object({ type: z.literal("handoverReportGenerated"), sha256: z.string() }),
  z.object({ type: z.literal("orderDelivered"), ...statusChange }),
  z.object({ type: z.literal("orderCancelled"), ...statusChange }),
  z.object({ type: z.literal("historyExported"), entries: z.int() }),
  z.object({
    type: z.literal("listExported"),
    list: z.enum(["orders", "certificates"]),
    rows: z.int(),
    filter: z.string(),
  }),
]);
export type JournalEvent = z.infer<typeof journalEventSchema>;
export type JournalEventType = JournalEvent["type"];

export const journalEntrySchema = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  actorKind: actorKindSchema,
  actorName: z.string(),
  event: journalEventSchema,
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
