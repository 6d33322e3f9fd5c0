/** Messages to the subscriber of an order (NOTIFY). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { multiLine } from "../order/fields.ts";
import { orderDetailSchema, orderParamsSchema } from "../order/order-detail.ts";
import { nonComplianceReasonSchema } from "../order/verdict.ts";
import { notificationTemplateSchema } from "./notification.ts";

export const previewNotification = endpoint({
  method: "GET",
  path: "/api/orders/:number/notification-templates/:template",
  summary: "A notification template filled with the order's data and, if one is chosen, the reason",
  params: z.object({ ...orderParamsSchema.shape, template: notificationTemplateSchema }),
  /** Refused when it is no reason of the template's piece. */
  query: z.object({ reason: nonComplianceReasonSchema.optional() }),
  response: z.object({ subject: z.string(), text: z.string() }),
});

export const resendNotification = endpoint({
  method: "POST",
  path: "/api/orders/:number/notifications/:messageId/resend",
  summary: "Sends again a message to the subscriber that the mail server did not take",
  params: z.object({ ...orderParamsSchema.shape, messageId: z.uuid() }),
  response: orderDetailSchema,
});

export const notifySubscriber = endpoint({
  method: "POST",
  path: "/api/orders/:number/notifications",
  summary: "Sends a message to the subscriber, and declares the order incomplete if asked",
  params: orderParamsSchema,
  body: z.object({
    version: z.int().positive(),
    template: notificationTemplateSchema,
    text: multiLine(10_000),
    declareIncomplete: z.boolean(),
  }),
  response: orderDetailSchema,
});
