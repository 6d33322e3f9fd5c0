/** Records that the certificate was handed to its holder: the order is closed (FLOW, status Délivré). */
import type { Operator } from "../../domain/access/actor.ts";
import { operate, type Target } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";

/** Closes the order. */
export function deliverOrder(services: Services, operator: Operator, target: Target): Promise<void> {
  return operate(services, operator, target, "deliver", async ({ order, next }) => ({
    events: [{ type: "orderDelivered", from: order.row.status, to: next }],
  }));
}
