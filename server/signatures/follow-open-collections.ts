/** Asks about every open collection now and then: webhooks get lost, and a collection expires without a word. */
import type { Services } from "../ports/services.ts";
import { followCollection } from "./follow-collection.ts";

/** As many questions under way to the service as its webhooks have workers. */
const AT_ONCE = 2;

/**
 * One question per open collection. Not as jobs: the next round asks again anyway, and rounds that queued up behind a
 * slow service would keep what its webhooks say waiting. What fails is logged and asked again at the next round.
 */
export async function followOpenCollections(services: Services): Promise<void> {
  const open = await services.db
    .selectFrom("signature_collection")
    .select("ref")
    .where("state", "=", "open")
    .where("ref", "is not", null)
    .execute();
  const next = open.values();
  const ask = async () => {
    for (const { ref } of next)
      if (ref)
        await followCollection(services, ref).catch((error: unknown) =>
          services.log.warn({ err: error }, "following a collection, to be asked again"),
        );
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
}
