/** The history of an order (HISTORY). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { journalEntrySchema } from "../journal/journal.ts";
import { orderParamsSchema } from "../order/order-detail.ts";

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
