/** Checks beside the evidence (DETAIL-4): they inform, and block nothing. */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { calendarDay } from "../order/fields.ts";
import { identityDocumentTypeSchema } from "../order/order.ts";
import { orderDetailSchema, orderParamsSchema, pieceParamsSchema } from "../order/order-detail.ts";
import { checkSchema } from "./check.ts";
import { unreadableZoneSchema } from "./zone-text.ts";

export const getChecks = endpoint({
  method: "GET",
  path: "/api/orders/:number/checks",
  summary: "What the portal computed about the order's data, each with what it compared",
  params: orderParamsSchema,
  response: z.array(checkSchema),
});

export const zoneReadingSchema = z.discriminatedUnion("isReadable", [
  z.object({ isReadable: z.literal(false), unreadable: unreadableZoneSchema }),
  z.object({
    isReadable: z.literal(true),
    /** What the operator may take over; null where the zone does not say. */
    document: z.object({
      type: identityDocumentTypeSchema,
      number: z.string().nullable(),
      expiresOn: z.iso.date().nullable(),
    }),
    checks: z.array(checkSchema),
  }),
]);
export type ZoneReading = z.infer<typeof zoneReadingSchema>;

export const readZone = endpoint({
  method: "POST",
  path: "/api/orders/:number/machine-readable-zone",
  summary: "Reads the machine-readable zone of the holder's document and compares it; nothing of it is kept",
  params: orderParamsSchema,
  body: z.object({
    zone: z.string().max(500, "tooLong"),
    /** What stands in the operator's form, saved or not. */
    entered: z.object({
      number: z.string().max(40).optional(),
      issuedOn: calendarDay.nullish(),
      expiresOn: calendarDay.nullish(),
    }),
  }),
  response: zoneReadingSchema,
});

export const setPieceIssueDate = endpoint({
  method: "PUT",
  path: "/api/orders/:number/supporting-documents/:id/issue-date",
  summary: "Notes the date of issue that the operator read on a proof of the organization, or takes it away",
  params: pieceParamsSchema,
  body: z.object({ version: z.int().positive(), issuedOn: calendarDay.nullable() }),
  response: orderDetailSchema,
});
