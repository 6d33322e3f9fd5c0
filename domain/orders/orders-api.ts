/** One order: its detail, and the operations that belong to no other feature (DETAIL, FLOW). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { multiLine } from "../order/fields.ts";
import { identityDocumentSchema, orderInformationSchema } from "../order/order.ts";
import { orderDetailSchema, orderParamsSchema, seenVersion } from "../order/order-detail.ts";

export const getOrder = endpoint({
  method: "GET",
  path: "/api/orders/:number",
  summary: "Everything about one order, with what may be done to it now",
  params: orderParamsSchema,
  response: orderDetailSchema,
});

export const modifyInformation = endpoint({
  method: "PUT",
  path: "/api/orders/:number/information",
  summary: "Modifies what the subscriber entered",
  params: orderParamsSchema,
  body: z.object({ ...seenVersion, information: orderInformationSchema }),
  response: orderDetailSchema,
});

export const setIdentityDocument = endpoint({
  method: "PUT",
  path: "/api/orders/:number/identity-document",
  summary: "Enters the type and number of the holder's identity document",
  params: orderParamsSchema,
  body: z.object({ ...seenVersion, identityDocument: identityDocumentSchema }),
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

export const validatePaperOrder = endpoint({
  method: "POST",
  path: "/api/orders/:number/paper-validation",
  summary: "Validates a paper order",
  params: orderParamsSchema,
  body: z.object(seenVersion),
  response: orderDetailSchema,
});

export const deliverOrder = endpoint({
  method: "POST",
  path: "/api/orders/:number/delivery",
  summary: "Records that the certificate was handed to its holder",
  params: orderParamsSchema,
  body: z.object(seenVersion),
  response: orderDetailSchema,
});

export const cancelOrder = endpoint({
  method: "POST",
  path: "/api/orders/:number/cancellation",
  summary: "Cancels the order, for ever; its number is typed as consent",
  params: orderParamsSchema,
  body: z.object({ ...seenVersion, typedNumber: z.string().trim() }),
  response: orderDetailSchema,
});
