/** Modifies what the subscriber entered, while the order is incomplete or to verify (DETAIL-6). */
import type { Operator } from "../../domain/access/actor.ts";
import { changesBetween } from "../../domain/journal/changes.ts";
import type { OrderInformation } from "../../domain/order/order.ts";
import { operate, type Target } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";

/** Writes `information` as a whole; each field that changed stands in the history with its old and new value. */
export function modifyInformation(
  services: Services,
  operator: Operator,
  target: Target,
  information: OrderInformation,
): Promise<void> {
  return operate(services, operator, target, "modifyInformation", async ({ order }) => {
    const changes = changesBetween(order.row.information, information);
    if (changes.length === 0) return { events: [] };
    return { change: { information }, events: [{ type: "informationModified", changes }] };
  });
}
