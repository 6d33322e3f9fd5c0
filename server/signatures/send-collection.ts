import type { CollectionExplanation } from "../../domain/order/explanation.ts";
import { notifyChangeOf } from "../order/order-notices.ts";
import { DOCUMENT_TITLES } from "../paper/document-titles.ts";
import { inTransaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import type { CollectionView, SignatureService } from "../ports/signature-service.ts";

/**
 * Job: hands the collection to the service, under its key; finds it again if a dead process handed it over, and takes it
 * back if it was cancelled before its reference was noted.
 */
export async function sendCollection(services: Services, collectionId: string): Promise<void> {
  const { db, files, signatureService } = services;
  const collection = await db
    .selectFrom("signature_collection")
    .innerJoin("orders", "orders.number", "signature_collection.order_number")
    .selectAll("signature_collection")
    .select("orders.information")
    .where("signature_collection.id", "=", collectionId)
    .where("signature_collection.state", "in", ["creating", "cancelled"])
    .where("signature_collection.ref", "is", null)
    .executeTakeFirst();
  if (!collection) return;
  if (collection.state === "cancelled") return takeBack(signatureService, collectionId);
  const { order_number, information, signatories: expected, expires_at } = collection;
  const documents = await db
    .selectFrom("document_to_sign")
    .selectAll()
    .where("collection_id", "=", collectionId)
    .execute();

  const created = await createAtService().catch(async (error: unknown) => {
    await record({
      explanation: JSON.stringify({ code: "serviceUnreachable" } satisfies CollectionExplanation),
    });
    throw error;
  });
  const isOpened = await record({ state: "open", ref: created.ref, explanation: null });
  // Cancelled by an operator while it was being sent: the service must not go on collecting.
  if (!isOpened) await takeBack(signatureService, collectionId);

  /** Writes what became of it, unless it was cancelled meanwhile, and tells whoever looks at the order. */
  function record(change: { explanation: string | null; state?: "open"; ref?: string }): Promise<boolean> {
    return inTransaction(db, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable("signature_collection")
        .set(change)
        .where("id", "=", collectionId)
        .where("state", "=", "creating")
        .executeTakeFirstOrThrow();
      if (numUpdatedRows > 0n) await notifyChangeOf(trx, order_number);
      return numUpdatedRows > 0n;
    });
  }

  async function createAtService(): Promise<CollectionView> {
    const found = await signatureService.findByKey(collectionId);
    if (found) return found;
    return signatureService.create({
      key: collectionId,
      label: `Commande N° ${order_number}`,
      documents: await Promise.all(
        documents.map(async ({ kind, signatories, sent_sha256 }) => ({
          kind,
          title: DOCUMENT_TITLES[kind],
          pdf: await files.read(sent_sha256),
          signers: signatories,
        })),
      ),
      signers: expected.map(({ role, givenName, familyName, email }) => ({
        role,
        givenName,
        familyName,
        email,
        organization: information.organization.name,
        siren: information.organization.siren,
      })),
      expiresAt: expires_at,
    });
  }
}

/** Cancels at the service what was sent there under this key, if anything was. */
async function takeBack(service: SignatureService, collectionId: string): Promise<void> {
  const sent = await service.findByKey(collectionId);
  if (sent) await service.cancel(sent.ref);
}
