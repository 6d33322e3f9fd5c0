/** The intake API, used by order portals (PortU): orders, pieces, "validated by the subscriber". */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { oneLine } from "../order/fields.ts";
import {
  mediumSchema,
  orderInformationSchema,
  orderProcessSchema,
  orderStatusSchema,
  orderTypeSchema,
  subscriberSchema,
} from "../order/order.ts";
import { supportingDocumentKindSchema } from "../order/supporting-document.ts";

export const intakeOrderSchema = z.object({
  portuId: z.int().positive(),
  client: oneLine(50),
  process: orderProcessSchema,
  type: orderTypeSchema,
  medium: mediumSchema,
  subscriber: subscriberSchema,
  information: orderInformationSchema,
  /** PKCS#10 (RFC 2986), PEM: when given, the certificate is issued for its key. */
  certificateRequest: z
    .string()
    .max(20_000, "tooLong")
    // PEM is printable ASCII in lines (RFC 7468 §3).
    .regex(/^[\t\r\n\x20-\x7e]*$/, "certificateRequest")
    .optional(),
});
export type IntakeOrder = z.infer<typeof intakeOrderSchema>;

export const intakeOrderViewSchema = z.object({
  portuId: z.int(),
  number: z.int(),
  status: orderStatusSchema,
  missingPieces: z.array(supportingDocumentKindSchema),
});

const portuParams = z.object({ portuId: z.coerce.number().int().positive() });

/** Header `Idempotency-Key` is mandatory: the same key and body give the same order; another body is refused. */
export const intakeCreateOrder = endpoint({
  method: "POST",
  path: "/intake/v1/orders",
  summary: "Creates an order (idempotent by the header Idempotency-Key)",
  body: intakeOrderSchema,
  response: intakeOrderViewSchema,
});

export const intakeGetOrder = endpoint({
  method: "GET",
  path: "/intake/v1/orders/:portuId",
  summary: "Where an order stands",
  params: portuParams,
  response: intakeOrderViewSchema,
});

/** The body is the file itself; header `X-File-Name` gives its name, URL-encoded. */
export const intakeUploadPiece = endpoint({
  method: "PUT",
  path: "/intake/v1/orders/:portuId/pieces/:kind",
  summary: "Uploads a piece (PDF, JPEG or PNG by content, 20 MB at most); replaces the one before",
  params: z.object({ ...portuParams.shape, kind: supportingDocumentKindSchema.exclude(["attachment"]) }),
  response: intakeOrderViewSchema,
});

export const intakeSubmitOrder = endpoint({
  method: "POST",
  path: "/intake/v1/orders/:portuId/submission",
  summary: "Says that the subscriber validated the order; refused while a mandatory piece is missing",
  params: portuParams,
  response: intakeOrderViewSchema,
});
