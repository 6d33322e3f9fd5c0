/** Writes again to the signatories who have not signed. */

import type { Operator } from "../../domain/access/actor.ts";
import { operate, type Target } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";
import { REMIND_SIGNATORIES } from "./queues.ts";

/** Asks the service to remind; the history says that it was asked. */
export function remindSignatories(services: Services, operator: Operator, target: Target): Promise<void> {
  return operate(services, operator, target, "remindSignatories", async ({ order, trx }) => {
    const { collection } = order;
    if (!collection) throw new Error("an order in signature has a collection");
    await services.jobs.enqueue(trx, REMIND_SIGNATORIES, { collectionId: collection.id });
    return { events: [{ type: "signatoriesReminded", collectionId: collection.id }] };
  });
}

/** Job: the service writes to whoever has not signed; a collection that ended meanwhile is left alone. */
export async function remindAtService(services: Services, collectionId: string): Promise<void> {
  const collection = await services.db
    .selectFrom("signature_collection")
    .select("ref")
    .where("id", "=", collectionId)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (collection?.ref) await services.signatureService.remind(collection.ref);
}
