/** Writes what the service says of a collection: who signed since, that all did, or that it stopped (FLOW-6). */
import { SYSTEM } from "../../domain/access/actor.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import type { CollectionSignatory } from "../../domain/order/collection.ts";
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";
import { storableText } from "../../domain/order/fields.ts";
import type { Indication, SubIndication } from "../../domain/signatures/signature-report.ts";
import { enqueueStatusMail } from "../mail/status-mail.ts";
import { operate, type Step } from "../order/operate.ts";
import type { Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import type { CollectionView } from "../ports/signature-service.ts";

/** The collection as it stood when the service was asked. */
export type FollowedCollection = { id: string; order_number: number; signatories: CollectionSignatory[] };

export type SignedDocument = {
  kind: DocumentToSignKind;
  sha256: string;
  /** Only where the document does not begin with the bytes that were sent: what its signatures are worth. */
  conclusion?: { indication: Indication; subIndication?: SubIndication | undefined };
};

type Stopped = Extract<JournalEvent, { type: "signatureCollectionStopped" }>;
/** Why it stopped, and by whom. */
export type Ending = Pick<Stopped, "cause" | "signatory" | "reason">;

/** What was fetched of the service once it said that the collection is over. */
type Kept = { evidenceSha256: string; documents?: readonly SignedDocument[] };

/** The ending that the service tells of, in the words of whoever refused or of the service. */
export function endingOf({ signers, failure }: CollectionView, cause: Ending["cause"]): Ending {
  const refused = signers.find((signer) => signer.refusedAt);
  const words = refused?.refusalReason ?? failure;
  return {
    cause,
    ...(refused ? { signatory: refused.role } : {}),
    ...(words ? { reason: { code: "quoted", params: { text: storableText(words) } } } : {}),
  };
}

/** Notes who signed since. Where nobody did, nothing is written and no order is locked. */
export async function recordProgress(
  services: Services,
  { order_number: number, id, signatories }: FollowedCollection,
  view: CollectionView,
): Promise<void> {
  if (!hasNews(signatories, view)) return;
  await operate(services, SYSTEM, { number }, "recordCollectionProgress", async (step) => {
    const collection = stillOpen(step, id);
    return { events: collection ? await noteSignatories(step.trx, collection, view) : [] };
  });
}

/** Every signatory signed: the order is to validate, and the addresses declared for that are told (NOTIFY-3). */
export function recordCompleted(
  services: Services,
  { order_number: number, id }: FollowedCollection,
  view: CollectionView,
  { evidenceSha256, documents = [] }: Kept,
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordCollectionCompleted", async (step) => {
    const { order, trx, next } = step;
    const collection = stillOpen(step, id);
    if (!collection) throw new Error("the collection ended meanwhile");
    const events = await noteSignatories(trx, collection, view);
    await trx
      .updateTable("signature_collection")
      .set({ state: "completed", evidence_sha256: evidenceSha256 })
      .where("id", "=", collection.id)
      .execute();
    await keepSigned(trx, collection.id, documents);
    await enqueueStatusMail(services, trx, order, "toValidate", step.at);
    const completed = {
      type: "signatureCollectionCompleted" as const,
      from: order.row.status,
      to: next,
      collectionId: collection.id,
      evidenceSha256,
    };
    return { events: [...events, completed] };
  });
}

/** The order stays in signature, unlocked by nobody: the operator sees why, and launches again or cancels (FLOW-6). */
export function recordStopped(
  services: Services,
  { order_number: number, id }: FollowedCollection,
  view: CollectionView,
  ending: Ending,
  { evidenceSha256, documents = [] }: Kept,
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordCollectionEnded", async (step) => {
    const collection = stillOpen(step, id);
    if (!collection) return { events: [] };
    const events = await noteSignatories(step.trx, collection, view);
    await step.trx
      .updateTable("signature_collection")
      .set({
        // The service says cancelled though no operator did: for the order it stopped like a failure.
        state: ending.cause === "cancelled" ? "failed" : ending.cause,
        explanation: ending.reason ? JSON.stringify(ending.reason) : null,
        evidence_sha256: evidenceSha256,
      })
      .where("id", "=", collection.id)
      .execute();
    await keepSigned(step.trx, collection.id, documents);
    const stopped: Stopped = {
      type: "signatureCollectionStopped",
      collectionId: collection.id,
      ...ending,
      evidenceSha256,
    };
    return { change: {}, events: [...events, stopped] };
  });
}

/**
 * The order's own collection, if it is still the one that was asked about and still open: an operator may have cancelled
 * it between the question and the answer.
 */
function stillOpen({ order: { collection } }: Step, id: string) {
  return collection?.id === id && collection.state === "open" ? collection : undefined;
}

const signerOf = (view: CollectionView, { role }: CollectionSignatory) =>
  view.signers.find((signer) => signer.role === role);

function hasNews(known: readonly CollectionSignatory[], view: CollectionView): boolean {
  return known.some((signatory) => {
    const now = signerOf(view, signatory);
    return (!signatory.signedAt && now?.signedAt) || (!signatory.refusedAt && now?.refusedAt);
  });
}

/** Who signed or refused since, with an entry for each who signed. */
async function noteSignatories(
  trx: Transaction,
  collection: { id: string; signatories: CollectionSignatory[] },
  view: CollectionView,
): Promise<JournalEvent[]> {
  if (!hasNews(collection.signatories, view)) return [];
  const signatories = collection.signatories.map((known) => {
    const now = signerOf(view, known);
    return {
      ...known,
      signedAt: known.signedAt ?? now?.signedAt?.toISOString() ?? null,
      refusedAt: known.refusedAt ?? now?.refusedAt?.toISOString() ?? null,
    };
  });
  await trx
    .updateTable("signature_collection")
    .set({ signatories: JSON.stringify(signatories) })
    .where("id", "=", collection.id)
    .execute();
  return signatories
    .filter(({ signedAt }, index) => signedAt && !collection.signatories[index]?.signedAt)
    .map(({ role }) => ({ type: "documentsSigned", collectionId: collection.id, signatory: role }));
}

async function keepSigned(
  trx: Transaction,
  collectionId: string,
  documents: readonly SignedDocument[],
): Promise<void> {
  for (const { kind, sha256 } of documents)
    await trx
      .updateTable("document_to_sign")
      .set({ signed_sha256: sha256 })
      .where("collection_id", "=", collectionId)
      .where("kind", "=", kind)
      .execute();
}
