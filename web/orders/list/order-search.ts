/** What the address of a list of orders holds, and what it asks of the server (LIST-3, LIST-5). */
import { z } from "zod";
import {
  type OrderFilter,
  orderFilterSchema,
  orderSortSchema,
  PAGE_SIZES,
} from "../../../domain/orders/order-list-api.ts";
import { dayBefore } from "../../ui/format.ts";

const filter = orderFilterSchema.shape;
const sort = orderSortSchema.shape;
/** Empty: the operator took the bound away, which is not the same as never having said it. */
const bound = z.union([z.iso.date(), z.literal("")]).optional();

/** An address that people edit by hand or that grew old is read as far as it makes sense. */
const listSearchSchema = z.object({
  queue: filter.queue.catch(undefined),
  number: filter.number.catch(undefined),
  portuId: filter.portuId.catch(undefined),
  siren: filter.siren.catch(undefined),
  holder: filter.holder.catch(undefined),
  createdFrom: bound.catch(undefined),
  createdTo: bound.catch(undefined),
  client: filter.client.catch(undefined),
  type: filter.type.catch(undefined),
  process: filter.process.catch(undefined),
  phase: filter.phase.catch(undefined),
  sort: sort.sort.catch(undefined),
  direction: sort.direction.catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
  pageSize: z.coerce.number().pipe(z.literal(PAGE_SIZES)).optional().catch(undefined),
});
export type OrderListSearch = z.infer<typeof listSearchSchema>;

const orderSearchSchema = z.object({
  ...listSearchSchema.shape,
  tab: z.string().max(60).optional().catch(undefined),
});
/** The address of an order keeps the list it was opened from. */
export type OrderSearch = z.infer<typeof orderSearchSchema>;

export const parseOrderListSearch = (search: Record<string, unknown>): OrderListSearch =>
  listSearchSchema.parse(search);
export const parseOrderSearch = (search: Record<string, unknown>): OrderSearch =>
  orderSearchSchema.parse(search);

export const DEFAULT_PAGE_SIZE = 50;
const DEFAULT_PERIOD_DAYS = 30;

/** Where the creation period starts while the operator has not said so. */
export const defaultCreatedFrom = (): string => dayBefore(DEFAULT_PERIOD_DAYS);

/** The filters to ask for: the default period while the address says nothing of it. */
export function toFilter(search: OrderListSearch): OrderFilter {
  const { queue, number, portuId, siren, holder, client, type, process, phase } = search;
  // An end alone has no start: since 1970.
  const createdFrom = search.createdFrom ?? (search.createdTo ? "" : defaultCreatedFrom());
  return {
    ...{ queue, number, portuId, siren, holder, client, type, process, phase },
    createdFrom: createdFrom || undefined,
    createdTo: search.createdTo || undefined,
  };
}

/** Whether any column is filtered, beyond the period that stands there at first. */
export function isFiltered({
  sort: _,
  direction: __,
  page: ___,
  pageSize: ____,
  ...filters
}: OrderListSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
