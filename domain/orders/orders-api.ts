/** One order: its detail and the operations on it (DETAIL, FLOW, HISTORY). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { documentToSignKindSchema, signatoryRoleSchema } from "../documents/document-to-sign.ts";
import { mediaTypeSchema, supportingDocumentKindSchema } from "../documents/supporting-document.ts";
import { givenVerdictSchema } from "../documents/verdict.ts";
import { journalEntrySchema } from "../journal/journal.ts";
import { validationReasonSchema } from "../signatures/expected-signatories.ts";
import { documentReportSchema } from "../signatures/service-evidence.ts";
import { multiLine } from "./fields.ts";
import {
  identityDocumentSchema,
  identityDocumentTypeSchema,
  mediumSchema,
  orderInformationSchema,
  orderPhaseSchema,
  orderProcessSchema,
  orderStatusSchema,
  orderTypeSchema,
  subscriberSchema,
} from "./order.ts";
import { allowedOperationSchema } from "./order-policy.ts";
import { prioritySchema } from "./priority.ts";

export const orderParamsSchema = z.object({ number: z.coerce.number().int().positive() });
export const pieceParamsSchema = z.object({
  ...orderParamsSchema.shape,
  id: z.coerce.number().int().positive(),
});
const documentParamsSchema = z.object({ ...orderParamsSchema.shape, kind: documentToSignKindSchema });

/** Which version of the order the operator was looking at: an operation on another one is refused (DETAIL-8). */
const seen = { version: z.int().positive() };

export const supportingDocumentSchema = z.object({
  id: z.int(),
  kind: supportingDocumentKindSchema,
  fileName: z.string(),
  mediaType: mediaTypeSchema,
  size: z.int(),
  uploadedAt: z.iso.datetime(),
  uploadedBy: z.string(),
  /** It came after the order was last declared incomplete: it is what changed since. */
  isNew: z.boolean(),
  /** The date of issue that an operator read on it. */
  issuedOn: z.iso.date().nullable(),
  verdict: givenVerdictSchema.nullable(),
});
export type SupportingDocument = z.infer<typeof supportingDocumentSchema>;

export const documentToSignSchema = z.object({
  kind: documentToSignKindSchema,
  signatories: z.array(
    z.object({
      role: signatoryRoleSchema,
      givenName: z.string(),
      familyName: z.string(),
      signedAt: z.iso.datetime().nullable(),
      refusedAt: z.iso.datetime().nullable(),
    }),
  ),
  signed: z.boolean(),
  validatedBy: z.string().nullable(),
  validatedAt: z.iso.datetime().nullable(),
});
export type DocumentToSign = z.infer<typeof documentToSignSchema>;

export const collectionSchema = z.object({
  id: z.string(),
  state: z.enum(["creating", "open", "completed", "refused", "expired", "cancelled", "failed"]),
  launchedAt: z.iso.datetime(),
  launchedBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** Who refused and why, or what the service answered. */
  message: z.string().nullable(),
});

export const issuanceSchema = z.object({
  state: z.enum(["requested", "underWay", "failed", "issued"]),
  requestedAt: z.iso.datetime(),
  message: z.string().nullable(),
});

export const commentSchema = z.object({ at: z.iso.datetime(), author: z.string(), text: z.string() });

export const orderDetailSchema = z.object({
  number: z.int(),
  portuId: z.int(),
  version: z.int(),
  process: orderProcessSchema,
  type: orderTypeSchema,
  medium: mediumSchema,
  status: orderStatusSchema,
  phase: orderPhaseSchema,
  priority: prioritySchema,
  createdAt: z.iso.datetime(),
  client: z.object({ code: z.string(), name: z.string() }),
  registrationAuthority: z.object({ code: z.string(), name: z.string() }),
  subscriber: subscriberSchema,
  information: orderInformationSchema,
  identityDocument: z
    .object({
      type: identityDocumentTypeSchema,
      number: z.string(),
      issuedOn: z.iso.date().nullable(),
      expiresOn: z.iso.date().nullable(),
    })
    .nullable(),
  supportingDocuments: z.array(supportingDocumentSchema),
  /** Mandatory pieces not uploaded yet. */
  missingPieces: z.array(supportingDocumentKindSchema),
  documentsToSign: z.array(documentToSignSchema),
  collection: collectionSchema.nullable(),
  issuance: issuanceSchema.nullable(),
  certificateNumber: z.int().nullable(),
  /** Of a renewal: the certificate of the same subscriber and holder that it renews. */
  renews: z.int().nullable(),
  comments: z.array(commentSchema),
  operations: z.array(allowedOperationSchema),
});
export type OrderDetail = z.infer<typeof orderDetailSchema>;

export const getOrder = endpoint({
  method: "GET",
  path: "/api/orders/:number",
  summary: "Everything about one order, with what may be done to it now",
  params: orderParamsSchema,
  response: orderDetailSchema,
});

export const getOrderHistory = endpoint({
  method: "GET",
  path: "/api/orders/:number/history",
  summary: "Every operation and notification of the order, newest first",
  params: orderParamsSchema,
  response: z.array(journalEntrySchema),
});

export const exportOrderHistory = endpoint({
  method: "GET",
  path: "/api/orders/:number/history/export",
  summary: "The history as a JSON file whose hashes can be checked without the portal",
  params: orderParamsSchema,
});

export const modifyInformation = endpoint({
  method: "PUT",
  path: "/api/orders/:number/information",
  summary: "Modifies what the subscriber entered",
  params: orderParamsSchema,
  body: z.object({ ...seen, information: orderInformationSchema }),
  response: orderDetailSchema,
});

export const setIdentityDocument = endpoint({
  method: "PUT",
  path: "/api/orders/:number/identity-document",
  summary: "Enters the type and number of the holder's identity document",
  params: orderParamsSchema,
  body: z.object({ ...seen, identityDocument: identityDocumentSchema }),
  response: orderDetailSchema,
});

export const addComment = endpoint({
  method: "POST",
  path: "/api/orders/:number/comments",
  summary: "Adds a comment; it never conflicts with anybody's change",
  params: orderParamsSchema,
  body: z.object({ text: multiLine(5000) }),
  response: orderDetailSchema,
});

/** The body is `multipart/form-data` with one file, checked by content like any piece. */
export const addAttachment = endpoint({
  method: "POST",
  path: "/api/orders/:number/attachments",
  summary: "Adds an attachment (PDF, JPEG or PNG, 20 MB at most)",
  params: orderParamsSchema,
  response: orderDetailSchema,
});

export const launchSignatureCollection = endpoint({
  method: "POST",
  path: "/api/orders/:number/signature-collection",
  summary: "Generates the documents to sign and sends them to the signatories",
  params: orderParamsSchema,
  body: z.object(seen),
  response: orderDetailSchema,
});

export const cancelSignatureCollection = endpoint({
  method: "DELETE",
  path: "/api/orders/:number/signature-collection",
  summary: "Cancels the signature collection: the order is to verify again, unlocked",
  params: orderParamsSchema,
  body: z.object(seen),
  response: orderDetailSchema,
});

export const remindSignatories = endpoint({
  method: "POST",
  path: "/api/orders/:number/signature-collection/reminder",
  summary: "Writes again to the signatories who have not signed",
  params: orderParamsSchema,
  body: z.object(seen),
  response: orderDetailSchema,
});

export const getSignatureReport = endpoint({
  method: "GET",
  path: "/api/orders/:number/documents-to-sign/:kind/signature-report",
  summary: "What the signatures of a document are worth, and what the service recorded of its signatories",
  params: documentParamsSchema,
  response: documentReportSchema,
});

export const printSignatureReport = endpoint({
  method: "GET",
  path: "/api/orders/:number/documents-to-sign/:kind/signature-report/pdf",
  summary: "The same report as a PDF, to be filed with the document",
  params: documentParamsSchema,
});

export const getDocumentToSign = endpoint({
  method: "GET",
  path: "/api/orders/:number/documents-to-sign/:kind/content",
  summary: "The PDF of a document to sign, with the signatures it has",
  params: documentParamsSchema,
  query: z.object({
    /** Only its first bytes: what a signature covered, as the report says where its revision ends. */
    revision: z.coerce.number().int().positive().optional(),
  }),
});

export const getSupportingDocument = endpoint({
  method: "GET",
  path: "/api/orders/:number/supporting-documents/:id/content",
  summary: "The file of a supporting document; opening an identity document is journalled",
  params: pieceParamsSchema,
});

export const validateSignatures = endpoint({
  method: "POST",
  path: "/api/orders/:number/documents-to-sign/:kind/validation",
  summary: "Validates, in the operator's name, the signatures of one document",
  params: documentParamsSchema,
  body: z.object({
    ...seen,
    /** Why they are accepted although the report does not say that all of them hold. */
    reason: validationReasonSchema.optional(),
  }),
  response: orderDetailSchema,
});

export const validatePaperOrder = endpoint({
  method: "POST",
  path: "/api/orders/:number/paper-validation",
  summary: "Validates a paper order",
  params: orderParamsSchema,
  body: z.object(seen),
  response: orderDetailSchema,
});

export const retryIssuance = endpoint({
  method: "POST",
  path: "/api/orders/:number/issuance",
  summary: "Asks the authority again after it refused",
  params: orderParamsSchema,
  body: z.object(seen),
  response: orderDetailSchema,
});

export const generateHandoverReport = endpoint({
  method: "POST",
  path: "/api/orders/:number/handover-report",
  summary: "Makes the hand-over report (PDF)",
  params: orderParamsSchema,
  body: z.object(seen),
});

export const deliverOrder = endpoint({
  method: "POST",
  path: "/api/orders/:number/delivery",
  summary: "Records that the certificate was handed to its holder",
  params: orderParamsSchema,
  body: z.object(seen),
  response: orderDetailSchema,
});

export const cancelOrder = endpoint({
  method: "POST",
  path: "/api/orders/:number/cancellation",
  summary: "Cancels the order, for ever; its number is typed as consent",
  params: orderParamsSchema,
  body: z.object({ ...seen, typedNumber: z.string().trim() }),
  response: orderDetailSchema,
});
