/**
 * One order as its screen shows it (DETAIL-1 to DETAIL-5): what every operation on it answers with, and the parameters by
 * which an operation names it.
 */
import { z } from "zod";
import { collectionStateSchema, issuanceStateSchema } from "./collection.ts";
import { documentToSignKindSchema, signatoryRoleSchema } from "./document-to-sign.ts";
import { collectionExplanationSchema, issuanceExplanationSchema } from "./explanation.ts";
import {
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
import { mediaTypeSchema, supportingDocumentKindSchema } from "./supporting-document.ts";
import { givenVerdictSchema } from "./verdict.ts";

export const orderParamsSchema = z.object({ number: z.coerce.number().int().positive() });
export const pieceParamsSchema = z.object({
  ...orderParamsSchema.shape,
  id: z.coerce.number().int().positive(),
});
export const documentParamsSchema = z.object({ ...orderParamsSchema.shape, kind: documentToSignKindSchema });

/** Which version of the order the operator was looking at: an operation on another one is refused (DETAIL-8). */
export const seenVersion = { version: z.int().positive() };

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
  state: collectionStateSchema,
  launchedAt: z.iso.datetime(),
  launchedBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** Who refused and why, or what the service answered. */
  explanation: collectionExplanationSchema.nullable(),
});

export const issuanceSchema = z.object({
  state: issuanceStateSchema,
  requestedAt: z.iso.datetime(),
  explanation: issuanceExplanationSchema.nullable(),
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
