/** The orders of the demonstration, as data. */
import type { DemonstrationOrder } from "./demonstration-order.ts";
import { PAST_ORDERS } from "./past-orders.ts";
import { RECENT_ORDERS } from "./recent-orders.ts";

export type { DemonstrationOrder } from "./demonstration-order.ts";

const FIRST_PORTU_ID = 3001;

/** Oldest first, numbered in that order, as the order portal would have. */
export function demonstrationOrders(): DemonstrationOrder[] {
  return [...PAST_ORDERS, ...RECENT_ORDERS]
    .toSorted((a, b) => b.createdDaysAgo - a.createdDaysAgo)
    .map((told, index) => ({ ...told, intake: { portuId: FIRST_PORTU_ID + index, ...told.intake } }));
}
