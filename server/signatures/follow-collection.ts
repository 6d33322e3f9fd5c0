/**
 * Job: asks the service what became of a collection, and records it. A webhook only wakes this; the service's own
 * answer is the truth, so that order and repetition of webhooks do not matter.
 */
import { SYSTEM } from "../../domain/access/actor.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import { storableText } from "../../domain/orders/fields.ts";
import { enqueueStatusMail } from "../notifications/status-mail.ts";
import { operate, type Step } from "../orders/operate.ts";
import type { CollectionSignatory } from "../platform/column-types.ts";
import type { Queryable, Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import type { CollectionView } from "../ports/signature-service.ts";

type Ending = "refused" | "expired" | "failed" | "cancelled";

/** Brings the portal's record of the collection `ref` up to what the service says. */
export async function followCollection(services: Services, ref: string): Promise<void> {
  const collection = await openCollection(services.db, ref);
  if (!collection) return;
  const view = await services.signatureService.get(ref);
  if (view.state === "open") return recordProgress(services, collection.order_number, ref, view);
  if (view.state !== "completed")
    return recordEnd(services, collection.order_number, ref, view.state, endOf(view));
  const documents = await fetchSigned(services, collection.id, ref);
  if (documents === "rewritten")
    return recordEnd(services, collection.order_number, ref, "failed", {
      reason: "Document réécrit par le service de signature : il ne commence pas par les octets envoyés.",
    });
  return recordCompleted(services, collection.order_number, ref, view, documents);
}

function openCollection(db: Queryable, ref: string) {
  return db
    .selectFrom("signature_collection")
    .selectAll()
    .where("ref", "=", ref)
    .where("state", "=", "open")
    .executeTakeFirst();
}

type SignedDocument = { kind: string; sha256: string };

/** Fetches the signed documents; each must begin with the very bytes that were sent. */
async function fetchSigned(
  services: Services,
  collectionId: string,
  ref: string,
): Promise<SignedDocument[] | "rewritten"> {
  const { db, files, signatureService } = services;
  const expected = await db
    .selectFrom("document_to_sign")
    .select(["kind", "sent_sha256"])
    .where("collection_id", "=", collectionId)
    .execute();
  const signed: SignedDocument[] = [];
  for (const { kind, sent_sha256 } of expected) {
    const sent = await files.read(sent_sha256);
    const pdf = await signatureService.download(ref, kind);
    if (Buffer.compare(sent, pdf.subarray(0, sent.length)) !== 0) return "rewritten";
    signed.push({ kind, sha256: (await files.put(pdf)).sha256 });
  }
  return signed;
}

/** Who signed or refused since, with an entry for each who signed. */
async function noteSignatories(
  trx: Transaction,
  collection: { id: string; signatories: CollectionSignatory[] },
  view: CollectionView,
): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  const signatories = collection.signatories.map((known) => {
    const now = view.signers.find((signer) => signer.role === known.role);
    if (!known.signedAt && now?.signedAt)
      events.push({ type: "documentsSigned", collectionId: collection.id, signatory: known.role });
    return {
      ...known,
      signedAt: now?.signedAt?.toISOString() ?? known.signedAt,
      refusedAt: now?.refusedAt?.toISOString() ?? known.refusedAt,
    };
  });
  await trx
    .updateTable("signature_collection")
    .set({ signatories: JSON.stringify(signatories) })
    .where("id", "=", collection.id)
    .execute();
  return events;
}

/**
 * The order's own collection, if it is still the one the service speaks of and still open: an operator may have
 * cancelled it between the question and the answer.
 */
function stillOpen({ order }: Step, ref: string) {
  return order.collection?.ref === ref && order.collection.state === "open" ? order.collection : undefined;
}

function recordProgress(
  services: Services,
  number: number,
  ref: string,
  view: CollectionView,
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordCollectionEnded", async (step) => {
    const collection = stillOpen(step, ref);
    return { events: collection ? await noteSignatories(step.trx, collection, view) : [] };
  });
}

function recordCompleted(
  services: Services,
  number: number,
  ref: string,
  view: CollectionView,
  documents: SignedDocument[],
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordCollectionCompleted", async (step) => {
    const { order, trx, next } = step;
    const collection = stillOpen(step, ref);
    if (!collection) throw new Error("the collection ended meanwhile");
    const events = await noteSignatories(trx, collection, view);
    await trx
      .updateTable("signature_collection")
      .set({ state: "completed" })
      .where("id", "=", collection.id)
      .execute();
    for (const { kind, sha256 } of documents) {
      await trx
        .updateTable("document_to_sign")
        .set({ signed_sha256: sha256 })
        .where("collection_id", "=", collection.id)
        .where("kind", "=", kind as (typeof order.documents)[number]["kind"])
        .execute();
    }
    await enqueueStatusMail(services, trx, order, "toValidate", step.at);
    const completed = {
      type: "signatureCollectionCompleted" as const,
      from: order.row.status,
      to: next,
      collectionId: collection.id,
    };
    return { events: [...events, completed] };
  });
}

type EndDetails = Pick<Extract<JournalEvent, { type: "signatureCollectionStopped" }>, "signatory" | "reason">;

function endOf(view: CollectionView): EndDetails {
  const refused = view.signers.find((signer) => signer.refusedAt);
  if (!refused) return {};
  return {
    signatory: refused.role,
    ...(refused.refusalReason ? { reason: storableText(refused.refusalReason) } : {}),
  };
}

/** The order stays in signature, unlocked by nobody: the operator sees why, and launches again or cancels (FLOW-6). */
function recordEnd(
  services: Services,
  number: number,
  ref: string,
  cause: Ending,
  details: EndDetails,
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordCollectionEnded", async (step) => {
    const collection = stillOpen(step, ref);
    if (!collection) return { events: [] };
    await step.trx
      .updateTable("signature_collection")
      .set({
        // The service says cancelled though no operator did: for the order it stopped like a failure.
        state: cause === "cancelled" ? "failed" : cause,
        message: details.reason ?? null,
        signatories: JSON.stringify(
          collection.signatories.map((signatory) =>
            signatory.role === details.signatory
              ? { ...signatory, refusedAt: step.at.toISOString() }
              : signatory,
          ),
        ),
      })
      .where("id", "=", collection.id)
      .execute();
    return {
      change: {},
      events: [{ type: "signatureCollectionStopped", collectionId: collection.id, cause, ...details }],
    };
  });
}
