/** The files of an order, and the verdicts on its pieces (DETAIL-4, DETAIL-5, DETAIL-7, FLOW-8). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import {
  documentParamsSchema,
  orderDetailSchema,
  orderParamsSchema,
  pieceParamsSchema,
  seenVersion,
} from "../order/order-detail.ts";
import { verdictSchema } from "../order/verdict.ts";

/** The body is `multipart/form-data` with one file, checked by content like any piece. */
export const addAttachment = endpoint({
  method: "POST",
  path: "/api/orders/:number/attachments",
  summary: "Adds an attachment (PDF, JPEG or PNG, 20 MB at most)",
  params: orderParamsSchema,
  response: orderDetailSchema,
});

export const judgePiece = endpoint({
  method: "PUT",
  path: "/api/orders/:number/supporting-documents/:id/verdict",
  summary: "Says, in the operator's name, whether a piece is compliant, and if not why",
  params: pieceParamsSchema,
  body: z.object({ ...seenVersion, verdict: verdictSchema }),
  response: orderDetailSchema,
});

export const getSupportingDocument = endpoint({
  method: "GET",
  path: "/api/orders/:number/supporting-documents/:id/content",
  summary: "The file of a supporting document; opening an identity document is journalled",
  params: pieceParamsSchema,
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

export const generateHandoverReport = endpoint({
  method: "POST",
  path: "/api/orders/:number/handover-report",
  summary: "Makes the hand-over report (PDF)",
  params: orderParamsSchema,
  body: z.object(seenVersion),
});
