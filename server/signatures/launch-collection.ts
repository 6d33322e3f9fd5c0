/** Launches the signature collection of an order whose pieces were verified (FLOW, status En cours de signature). */

import { randomUUID } from "node:crypto";
import type { Operator } from "../../domain/access/actor.ts";
import type { CollectionSignatory } from "../../domain/order/collection.ts";
import type { DocumentToSignKind, SignatoryRole } from "../../domain/order/document-to-sign.ts";
import { documentsToSign } from "../../domain/order/document-to-sign.ts";
import { operate, type Target } from "../order/operate.ts";
import type { LoadedOrder } from "../order/order-store.ts";
import { makeBefore } from "../order/read-order.ts";
import { renderDocumentToSign } from "../paper/render-document-to-sign.ts";
import type { Services } from "../ports/services.ts";
import { LAUNCH_COLLECTION } from "./queues.ts";

const DAY = 86_400_000;

/**
 * Generates the documents from the order's data, records the collection under a key of its own and has it sent.
 * The data are locked from here on.
 */
export async function launchSignatureCollection(
  services: Services,
  operator: Operator,
  target: Target,
): Promise<void> {
  const operation = "launchSignatureCollection";
  const drawn = await makeBefore(services, operator, target, operation, (order) =>
    drawDocuments(services, order),
  );
  await operate(services, operator, target, operation, async ({ order, trx, next, at }) => {
    const collectionId = randomUUID();
    const documents = drawn(order);
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
    await trx
      .insertInto("document_to_sign")
      .values(documents.map((document) => ({ collection_id: collectionId, ...document })))
      .execute();
    await services.jobs.enqueue(trx, LAUNCH_COLLECTION, { collectionId });
    const event = {
      type: "signatureCollectionLaunched" as const,
      from: order.row.status,
      to: next,
      collectionId,
      documents: documents.map(({ kind }) => kind),
      signatories: signatories.map(({ role }) => role),
    };
    // A relaunch keeps the status; the new collection must still make older views stale.
    return { change: {}, events: [event] };
  });
}

type DrawnDocument = { kind: DocumentToSignKind; signatories: SignatoryRole[]; sent_sha256: string };

/** The documents as PDFs in the file store. Those of a launch that is refused after all are never referred to. */
async function drawDocuments({ files, clock }: Services, order: LoadedOrder): Promise<DrawnDocument[]> {
  const at = clock.now();
  const drawn: DrawnDocument[] = [];
  for (const { kind, signatories } of documentsToSign(order.row.information)) {
    const pdf = await renderDocumentToSign(kind, documentData(order, signatories, at));
    drawn.push({ kind, signatories, sent_sha256: (await files.put(pdf)).sha256 });
  }
  return drawn;
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
