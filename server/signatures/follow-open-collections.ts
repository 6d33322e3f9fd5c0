/** Asks about every open collection now and then: webhooks get lost, and a collection expires without a word. */
import { inTransaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";

/** Enqueues one question per open collection. */
export async function followOpenCollections(services: Services): Promise<void> {
  await inTransaction(services.db, async (trx) => {
    const open = await trx
      .selectFrom("signature_collection")
      .select("ref")
      .where("state", "=", "open")
      .execute();
    for (const { ref } of open) if (ref) await services.jobs.enqueue(trx, "followCollection", { ref });
  });
}
