/** Launches the signature collection of an order whose pieces were verified (FLOW, status En cours de signature). */

import { randomUUID } from "node:crypto";
import type { Operator } from "../../domain/access/actor.ts";
import type { CollectionSignatory } from "../../domain/order/collection.ts";
import type { SignatoryRole } from "../../domain/order/document-to-sign.ts";
import { documentsToSign } from "../../domain/order/document-to-sign.ts";
import { operate, type Target } from "../order/operate.ts";
import { notifyChangeOf } from "../order/order-notices.ts";
import type { LoadedOrder } from "../order/order-store.ts";
import { DOCUMENT_TITLES } from "../paper/document-titles.ts";
import { renderDocumentToSign } from "../paper/render-document-to-sign.ts";
import { inTransaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import type { CollectionView } from "../ports/signature-service.ts";
import { LAUNCH_COLLECTION } from "./queues.ts";

const DAY = 86_400_000;

/**
 * Generates the documents from the order's data, records the collection under a key of its own and has it sent.
 * The data are locked from here on.
 */
export function launchSignatureCollection(
  services: Services,
  operator: Operator,
  target: Target,
): Promise<void> {
  return operate(
    services,
    operator,
    target,
    "launchSignatureCollection",
    async ({ order, trx, next, at }) => {
      const collectionId = randomUUID();
      const expected = documentsToSign(order.row.information);
      const signatories = expectedSignatories(order);
      await trx
        .insertInto("signature_collection")
        .values({
          id: collectionId,
          order_number: order.row.number,
          state: "creating",
          signatories: JSON.stringify(signatories),
          launched_by: operator.id,
          launched_at: at,
          expires_at: new Date(at.getTime() + services.config.collectionDays * DAY),
        })
        .execute();
      for (const { kind, signatories: roles } of expected) {
        const pdf = await renderDocumentToSign(kind, documentData(order, roles, at));
        const { sha256 } = await services.files.put(pdf);
        await trx
          .insertInto("document_to_sign")
          .values({ collection_id: collectionId, kind, signatories: roles, sent_sha256: sha256 })
          .execute();
      }
      await services.jobs.enqueue(trx, LAUNCH_COLLECTION, { collectionId });
      const event = {
        type: "signatureCollectionLaunched" as const,
        from: order.row.status,
        to: next,
        collectionId,
        documents: expected.map((document) => document.kind),
        signatories: signatories.map((signatory) => signatory.role),
      };
      // A relaunch keeps the status; the new collection must still make older views stale.
      return { change: {}, events: [event] };
    },
  );
}

/** What the documents to sign say, taken from the order as it stands. */
function documentData({ row }: LoadedOrder, signatories: SignatoryRole[], at: Date) {
  return {
    orderNumber: row.number,
    portuId: row.portu_id,
    date: at,
    client: row.client_name,
    registrationAuthority: row.authority_name,
    type: row.type,
    medium: row.medium,
    information: row.information,
    signatories,
  };
}

/** The people who sign, each in one role. */
function expectedSignatories({ row }: LoadedOrder): CollectionSignatory[] {
  const { holder, certificationAgent, legalRepresentative } = row.information;
  const people = { holder, certificationAgent, legalRepresentative };
  return Object.entries(people).flatMap(([role, person]) =>
    person
      ? [
          {
            role: role as SignatoryRole,
            givenName: person.givenName,
            familyName: person.familyName,
            email: person.email,
            signedAt: null,
            refusedAt: null,
          },
        ]
      : [],
  );
}

/** Job: hands the collection to the service, under its key; finds it again if a dead process handed it over. */
export async function sendCollection(services: Services, collectionId: string): Promise<void> {
  const { db, files, signatureService } = services;
  const collection = await db
    .selectFrom("signature_collection")
    .innerJoin("orders", "orders.number", "signature_collection.order_number")
    .selectAll("signature_collection")
    .select("orders.information")
    .where("signature_collection.id", "=", collectionId)
    .where("signature_collection.state", "=", "creating")
    .executeTakeFirst();
  if (!collection) return;
  const { order_number, information, signatories: expected, expires_at } = collection;
  const documents = await db
    .selectFrom("document_to_sign")
    .selectAll()
    .where("collection_id", "=", collectionId)
    .execute();

  const created = await createAtService().catch(async (error: unknown) => {
    const message = "Le service de signature ne répond pas : nouvel essai automatique.";
    await record({ message });
    throw error;
  });
  const isOpened = await record({ state: "open", ref: created.ref, message: null });
  // Cancelled by an operator while it was being sent: the service must not go on collecting.
  if (!isOpened) await signatureService.cancel(created.ref);

  /** Writes what became of it, unless it was cancelled meanwhile, and tells whoever looks at the order. */
  function record(change: { message: string | null; state?: "open"; ref?: string }): Promise<boolean> {
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
