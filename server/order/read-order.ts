/** One order for whoever reads it, and for what an operation needs before it locks it. */
import type { Operator } from "../../domain/access/actor.ts";
import { decide, type OrderOperation } from "../../domain/order/lifecycle.ts";
import { mayPerform } from "../../domain/order/order-policy.ts";
import { forbidden, notFound, ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import type { Target } from "./operate.ts";
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

/** Gives what was made for the order as it stood. Throws `conflict` when it changed since: what was made no longer fits. */
export type MadeFor<T> = (order: LoadedOrder) => T;

/**
 * Makes what an operation needs of neighbours (files, a validation) before its transaction, which would otherwise hold the
 * order and a connection while they answer. Nothing is made for an operation that will be refused. Throws `notFound`.
 */
export async function makeBefore<T extends object>(
  services: Services,
  operator: Operator,
  target: Target,
  operation: OrderOperation,
  make: (order: LoadedOrder) => Promise<T>,
): Promise<MadeFor<T>> {
  const seen = await readOrder(services, operator, target.number);
  const { version } = seen.row;
  const isRefused =
    !mayPerform(operator, operation) ||
    (target.version !== undefined && target.version !== version) ||
    !decide(seen.state, operation, target.document).allowed;
  const made = isRefused ? undefined : await make(seen);
  return (order) => {
    if (!made || order.row.version !== version)
      throw new ProblemError("conflict", { orderStatus: order.row.status });
    return made;
  };
}
