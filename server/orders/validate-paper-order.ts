/** Validates a paper order: its documents came by post and were checked; the certificate is generated (FLOW-2). */
import type { Operator } from "../../domain/access/actor.ts";
import { requestIssuance } from "../certificates/request-issuance.ts";
import { operate, type Target } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";

/** Validates the order and asks for its certificate. */
export function validatePaperOrder(services: Services, operator: Operator, target: Target): Promise<void> {
  return operate(services, operator, target, "validatePaperOrder", async ({ order, trx, next, at }) => {
    const requested = await requestIssuance(services, trx, order.row.number, at);
    return { events: [{ type: "paperOrderValidated", from: order.row.status, to: next }, requested] };
  });
}
