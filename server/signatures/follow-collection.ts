/**
 * Job: asks the service what became of a collection, and records it. A webhook only wakes this; the service's own
 * answer is the truth, so that order and repetition of webhooks do not matter.
 */
import { SYSTEM } from "../../domain/access/actor.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import type { CollectionSignatory } from "../../domain/order/collection.ts";
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";
import { storableText } from "../../domain/order/fields.ts";
import { enqueueStatusMail } from "../mail/status-mail.ts";
import { operate, type Step } from "../order/operate.ts";
import { conclusionInFrench } from "../paper/conclusion.ts";
import { DOCUMENT_TITLES } from "../paper/document-titles.ts";
import type { Queryable, Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import type { CollectionView } from "../ports/signature-service.ts";
import { trusted } from "./document-report.ts";
import { keepEvidence } from "./signatory-evidence.ts";

type Ending = "refused" | "expired" | "failed" | "cancelled";

/** Brings the portal's record of the collection `ref` up to what the service says. */
export async function followCollection(services: Services, ref: string): Promise<void> {
  const collection = await openCollection(services.db, ref);
  if (!collection) return;
  const { id, order_number: number } = collection;
  const view = await services.signatureService.get(ref);
  if (view.state === "open") return recordProgress(services, number, ref, view);
  const evidenceSha256 = await keepEvidence(services, ref);
  if (view.state !== "completed")
    return recordEnd(services, number, view, { cause: view.state, ...endOf(view), evidenceSha256 });
  const documents = await fetchSigned(services, id, ref);
  const rewritten = documents.filter(({ verdict }) => verdict);
  if (rewritten.length === 0) return recordCompleted(services, number, view, documents, evidenceSha256);
  const verdicts = rewritten.map(({ kind, verdict }) => `${DOCUMENT_TITLES[kind]}, ${verdict}`).join(" ; ");
  const reason = `Document réécrit par le service de signature : il ne commence pas par les octets envoyés. Signatures de ce qui est revenu : ${verdicts}.`;
  return recordEnd(services, number, view, { cause: "failed", reason, evidenceSha256 }, documents);
}

function openCollection(db: Queryable, ref: string) {
  return db
    .selectFrom("signature_collection")
    .selectAll()
    .where("ref", "=", ref)
    .where("state", "=", "open")
    .executeTakeFirst();
}

type SignedDocument = {
  kind: DocumentToSignKind;
  sha256: string;
  /** Only where the document does not begin with the bytes that were sent: what its signatures are worth, in French. */
  verdict?: string;
};

/** Fetches the signed documents; each must begin with the very bytes that were sent. */
async function fetchSigned(services: Services, collectionId: string, ref: string): Promise<SignedDocument[]> {
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
    const { sha256 } = await files.put(pdf);
    const isAsSent = Buffer.compare(sent, pdf.subarray(0, sent.length)) === 0;
    signed.push(isAsSent ? { kind, sha256 } : { kind, sha256, verdict: await verdictOn(services, pdf) });
  }
  return signed;
}

async function verdictOn(services: Services, pdf: Uint8Array): Promise<string> {
  const { indication, subIndication } = await services.signatureValidator.validate(pdf, {
    ...(await trusted(services)),
    at: services.clock.now(),
  });
  return conclusionInFrench({ indication, subIndication });
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
  view: CollectionView,
  documents: SignedDocument[],
  evidenceSha256: string,
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordCollectionCompleted", async (step) => {
    const { order, trx, next } = step;
    const collection = stillOpen(step, view.ref);
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

type EndDetails = Pick<Extract<JournalEvent, { type: "signatureCollectionStopped" }>, "signatory" | "reason">;

function endOf({ signers, failure }: CollectionView): EndDetails {
  const refused = signers.find((signer) => signer.refusedAt);
  const reason = refused?.refusalReason ?? failure;
  return {
    ...(refused ? { signatory: refused.role } : {}),
    ...(reason ? { reason: storableText(reason) } : {}),
  };
}

/** The order stays in signature, unlocked by nobody: the operator sees why, and launches again or cancels (FLOW-6). */
function recordEnd(
  services: Services,
  number: number,
  view: CollectionView,
  end: EndDetails & { cause: Ending; evidenceSha256: string },
  documents: readonly SignedDocument[] = [],
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordCollectionEnded", async (step) => {
    const collection = stillOpen(step, view.ref);
    if (!collection) return { events: [] };
    const events = await noteSignatories(step.trx, collection, view);
    await step.trx
      .updateTable("signature_collection")
      .set({
        // The service says cancelled though no operator did: for the order it stopped like a failure.
        state: end.cause === "cancelled" ? "failed" : end.cause,
        message: end.reason ?? null,
        evidence_sha256: end.evidenceSha256,
      })
      .where("id", "=", collection.id)
      .execute();
    await keepSigned(step.trx, collection.id, documents);
    const stopped = { type: "signatureCollectionStopped" as const, collectionId: collection.id, ...end };
    return { change: {}, events: [...events, stopped] };
  });
}
