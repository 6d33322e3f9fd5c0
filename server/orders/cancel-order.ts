/** Cancels an order, for ever, while no certificate is generated (FLOW-7, manual §3.3.6). */
import type { Operator } from "../../domain/access/actor.ts";
import { operate, type Target } from "../order/operate.ts";
import { ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { endCollection } from "../signatures/cancel-collection.ts";

/**
 * Cancels the order; `typedNumber`, typed by the operator as consent, must be the order's. A collection under way is
 * cancelled too. Throws `confirmationMismatch` when another number was typed.
 */
export function cancelOrder(
  services: Services,
  operator: Operator,
  target: Target,
  typedNumber: string,
): Promise<void> {
  return operate(services, operator, target, "cancel", async ({ order, trx, next }) => {
    if (typedNumber !== String(order.row.number)) throw new ProblemError("confirmationMismatch");
    const { collection, row } = order;
    if (collection?.state === "creating" || collection?.state === "open")
      await endCollection(services, trx, collection);
    return { events: [{ type: "orderCancelled", from: row.status, to: next }] };
  });
}
