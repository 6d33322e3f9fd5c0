/** Asks the authority again after it refused (FLOW-6). */

import { randomUUID } from "node:crypto";
import type { Operator } from "../../domain/access/actor.ts";
import { operate, type Target } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";
import { ISSUE_CERTIFICATE } from "./queues.ts";

/**
 * Gives the request a new key, since the old one stands for the refusal, and enqueues its job. Only a request that
 * the authority refused can be renewed, so there is never a certificate behind the old key.
 */
export function retryIssuance(services: Services, operator: Operator, target: Target): Promise<void> {
  return operate(services, operator, target, "retryIssuance", async ({ order, trx, at }) => {
    const requestId = randomUUID();
    await trx
      .updateTable("issuance")
      .set({ request_id: requestId, state: "requested", requested_at: at, explanation: null })
      .where("order_number", "=", order.row.number)
      .execute();
    await services.jobs.enqueue(trx, ISSUE_CERTIFICATE, { requestId });
    return { change: {}, events: [{ type: "issuanceRequested", requestId }] };
  });
}
