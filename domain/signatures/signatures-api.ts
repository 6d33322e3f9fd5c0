/** Collections of signatures, and what the signatures of a document are worth (FLOW-4 to FLOW-6, DETAIL-5). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import {
  documentParamsSchema,
  orderDetailSchema,
  orderParamsSchema,
  seenVersion,
} from "../order/order-detail.ts";
import { validationReasonSchema } from "./expected-signatories.ts";
import { documentReportSchema } from "./service-evidence.ts";

export const launchSignatureCollection = endpoint({
  method: "POST",
  path: "/api/orders/:number/signature-collection",
  summary: "Generates the documents to sign and sends them to the signatories",
  params: orderParamsSchema,
  body: z.object(seenVersion),
  response: orderDetailSchema,
});

export const cancelSignatureCollection = endpoint({
  method: "DELETE",
  path: "/api/orders/:number/signature-collection",
  summary: "Cancels the signature collection: the order is to verify again, unlocked",
  params: orderParamsSchema,
  body: z.object(seenVersion),
  response: orderDetailSchema,
});

export const remindSignatories = endpoint({
  method: "POST",
  path: "/api/orders/:number/signature-collection/reminder",
  summary: "Writes again to the signatories who have not signed",
  params: orderParamsSchema,
  body: z.object(seenVersion),
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

export const validateSignatures = endpoint({
  method: "POST",
  path: "/api/orders/:number/documents-to-sign/:kind/validation",
  summary: "Validates, in the operator's name, the signatures of one document",
  params: documentParamsSchema,
  body: z.object({
    ...seenVersion,
    /** Why they are accepted although the report does not say that all of them hold. */
    reason: validationReasonSchema.optional(),
  }),
  response: orderDetailSchema,
});
