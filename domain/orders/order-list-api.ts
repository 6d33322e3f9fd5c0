/** The list of orders (LIST-1 to LIST-6): filters, sorts, pages; all of it lives in the address. */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { searchText } from "../order/fields.ts";
import { orderPhaseSchema, orderProcessSchema, orderStatusSchema, orderTypeSchema } from "../order/order.ts";
import { prioritySchema } from "../order/priority.ts";

export const ORDER_QUEUES = [
  "toVerify",
  "toValidate",
  "toGenerate",
  "toDeliver",
  "incomplete",
  "all",
] as const;
export const orderQueueSchema = z.enum(ORDER_QUEUES);
export type OrderQueue = z.infer<typeof orderQueueSchema>;

export const ORDER_SORTS = ["priority", "number", "portuId", "holder", "createdAt"] as const;
export const PAGE_SIZES = [25, 50, 100] as const;

const text = searchText(100).optional();
const choice = <T extends z.ZodType>(schema: T) => schema.optional();

/** An empty creation period means from 1970 to now; the page itself starts at the last 30 days (LIST-3). */
export const orderFilterSchema = z.object({
  queue: choice(orderQueueSchema),
  number: text,
  portuId: text,
  siren: text,
  holder: text,
  createdFrom: z.iso.date().optional(),
  createdTo: z.iso.date().optional(),
  client: text,
  type: choice(orderTypeSchema),
  process: choice(orderProcessSchema),
  phase: choice(orderPhaseSchema),
});
export type OrderFilter = z.infer<typeof orderFilterSchema>;

export const orderSortSchema = z.object({
  sort: z.enum(ORDER_SORTS).optional(),
  direction: z.enum(["asc", "desc"]).optional(),
});
export type OrderSort = z.infer<typeof orderSortSchema>;

export const orderListQuerySchema = z.object({
  ...orderFilterSchema.shape,
  ...orderSortSchema.shape,
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
});
export type OrderListQuery = z.infer<typeof orderListQuerySchema>;

export const orderRowSchema = z.object({
  number: z.int(),
  portuId: z.int(),
  priority: prioritySchema,
  siren: z.string(),
  holderFamilyName: z.string(),
  holderGivenName: z.string(),
  createdAt: z.iso.datetime(),
  client: z.string(),
  type: orderTypeSchema,
  process: orderProcessSchema,
  phase: orderPhaseSchema,
  status: orderStatusSchema,
  cnbfNumber: z.string().nullable(),
  barNumber: z.string().nullable(),
});
export type OrderRow = z.infer<typeof orderRowSchema>;

/**
 * Whether the total of such a list is asked for beside it (`countOrders`): what people type into a search has to be
 * looked for in every order to be counted, and the rows do not wait for that.
 */
export function isCountedBeside(filter: OrderFilter): boolean {
  return Boolean(filter.siren || filter.holder);
}

export const listOrders = endpoint({
  method: "GET",
  path: "/api/orders",
  summary: "One page of the list of orders, with the exact total unless it is counted beside",
  query: orderListQuerySchema,
  response: z.object({ rows: z.array(orderRowSchema), total: z.int().nullable() }),
});

export const countOrders = endpoint({
  method: "GET",
  path: "/api/orders/count",
  summary: "Exactly how many orders fit a filter",
  query: orderFilterSchema,
  response: z.object({ total: z.int() }),
});

export const countQueues = endpoint({
  method: "GET",
  path: "/api/order-queues",
  summary: "How many orders each work queue holds",
  response: z.record(orderQueueSchema, z.int()),
});

export const listClients = endpoint({
  method: "GET",
  path: "/api/clients",
  summary: "The clients that one may see, for the drop-down",
  response: z.array(z.object({ code: z.string(), name: z.string() })),
});

export const neighboursOfOrder = endpoint({
  method: "GET",
  path: "/api/orders/:number/neighbours",
  summary: "The orders before and after this one in a list",
  params: z.object({ number: z.coerce.number().int().positive() }),
  query: z.object({ ...orderFilterSchema.shape, ...orderSortSchema.shape }),
  response: z.object({ previous: z.int().nullable(), next: z.int().nullable() }),
});

/** The whole filtered list in the sort shown, whatever the page (EXPORT-1). The answer is an .xlsx file. */
export const exportOrders = endpoint({
  method: "GET",
  path: "/api/orders/export",
  summary: "The filtered list as an Excel file",
  query: z.object({ ...orderFilterSchema.shape, ...orderSortSchema.shape }),
});
