/** Asks for the certificate of an order: the request's key is written with the validation that allows it. */

import { randomUUID } from "node:crypto";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import type { Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { ISSUE_CERTIFICATE } from "./queues.ts";

/** Writes the request and enqueues its job. An order has one request, ever: nothing is issued twice. */
export async function requestIssuance(
  services: Services,
  trx: Transaction,
  orderNumber: number,
  at: Date,
): Promise<JournalEvent> {
  const requestId = randomUUID();
  await trx
    .insertInto("issuance")
    .values({ request_id: requestId, order_number: orderNumber, state: "requested", requested_at: at })
    .execute();
  await services.jobs.enqueue(trx, ISSUE_CERTIFICATE, { requestId });
  return { type: "issuanceRequested", requestId };
}
