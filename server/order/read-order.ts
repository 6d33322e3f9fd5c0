/** One order for whoever reads it. */
import type { Operator } from "../../domain/access/actor.ts";
import type { OrderOperation } from "../../domain/order/lifecycle.ts";
import { mayPerform } from "../../domain/order/order-policy.ts";
import { forbidden, notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { type LoadedOrder, loadOrder } from "./order-store.ts";

/** The order. Throws `notFound` when there is none within the operator's perimeter. */
export async function readOrder(
  services: Pick<Services, "db">,
  operator: Operator,
  number: number,
): Promise<LoadedOrder> {
  const order = await loadOrder(services.db, operator.perimeter, number);
  if (!order) throw notFound();
  return order;
}

/**
 * Tells whoever may not perform an operation so, before what they send for it is taken in. Throws `notFound` or
 * `forbidden`. Whether the order allows it now is for the operation itself to say.
 */
export async function requireMayPerform(
  services: Services,
  operator: Operator,
  number: number,
  operation: OrderOperation,
): Promise<void> {
  await readOrder(services, operator, number);
  if (!mayPerform(operator, operation)) throw forbidden();
}
