/** Cancels the signature collection of an order: it is to verify again, unlocked (FLOW-4). */

import type { Operator } from "../../domain/access/actor.ts";
import { operate, type Target } from "../order/operate.ts";
import type { Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { CANCEL_COLLECTION, LAUNCH_COLLECTION } from "./queues.ts";

/** Marks the collection cancelled and has the service told. What the service still sends about it changes nothing. */
export async function endCollection(
  services: Services,
  trx: Transaction,
  collection: { id: string; ref: string | null },
): Promise<void> {
  await trx
    .updateTable("signature_collection")
    .set({ state: "cancelled" })
    .where("id", "=", collection.id)
    .execute();
  if (collection.ref) await services.jobs.enqueue(trx, CANCEL_COLLECTION, { ref: collection.ref });
  // Its sending may be under way, or have died after the service took it: the same job finds out and takes it back.
  else await services.jobs.enqueue(trx, LAUNCH_COLLECTION, { collectionId: collection.id });
}

/** Takes a signing order back to À vérifier. */
export function cancelSignatureCollection(
  services: Services,
  operator: Operator,
  target: Target,
): Promise<void> {
  return operate(services, operator, target, "cancelSignatureCollection", async ({ order, trx, next }) => {
    const { collection, row } = order;
    if (!collection) throw new Error("an order in signature has a collection");
    await endCollection(services, trx, collection);
    return {
      events: [
        { type: "signatureCollectionCancelled", from: row.status, to: next, collectionId: collection.id },
      ],
    };
  });
}

/** Job: tells the service. Cancelling an ended collection changes nothing, so it may run again. */
export async function cancelCollectionAtService(services: Services, ref: string): Promise<void> {
  await services.signatureService.cancel(ref);
}
