/**
 * Job: asks the service what became of a collection, and records it. A webhook only wakes this; the service's own
 * answer is the truth, so that order and repetition of webhooks do not matter.
 */
import type { Indication, SubIndication } from "../../domain/signatures/signature-report.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { trusted } from "./document-report.ts";
import {
  type Ending,
  endingOf,
  recordCompleted,
  recordProgress,
  recordStopped,
  type SignedDocument,
} from "./record-collection.ts";
import { keepEvidence } from "./signatory-evidence.ts";

/** Brings the portal's record of the collection `ref` up to what the service says. */
export async function followCollection(services: Services, ref: string): Promise<void> {
  const collection = await openCollection(services.db, ref);
  if (!collection) return;
  const view = await services.signatureService.get(ref);
  if (view.state === "open") return recordProgress(services, collection, view);

  const evidenceSha256 = await keepEvidence(services, ref);
  if (view.state !== "completed")
    return recordStopped(services, collection, view, endingOf(view, view.state), { evidenceSha256 });

  const documents = await fetchSigned(services, collection.id, ref);
  const rewritten = documents.filter(({ conclusion }) => conclusion);
  if (rewritten.length === 0)
    return recordCompleted(services, collection, view, { evidenceSha256, documents });
  return recordStopped(services, collection, view, rewrittenBy(rewritten), { evidenceSha256, documents });
}

function openCollection(db: Queryable, ref: string) {
  return db
    .selectFrom("signature_collection")
    .select(["id", "order_number", "signatories"])
    .where("ref", "=", ref)
    .where("state", "=", "open")
    .executeTakeFirst();
}

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
    signed.push(
      isAsSent ? { kind, sha256 } : { kind, sha256, conclusion: await conclusionOn(services, pdf) },
    );
  }
  return signed;
}

async function conclusionOn(
  services: Services,
  pdf: Uint8Array,
): Promise<{ indication: Indication; subIndication?: SubIndication | undefined }> {
  return services.signatureValidator.validate(pdf, {
    ...(await trusted(services)),
    at: services.clock.now(),
  });
}

function rewrittenBy(documents: readonly SignedDocument[]): Ending {
  return {
    cause: "failed",
    reason: {
      code: "documentsRewritten",
      params: {
        documents: documents.map(({ kind, conclusion }) => ({
          kind,
          indication: conclusion?.indication ?? "INDETERMINATE",
          ...(conclusion?.subIndication ? { subIndication: conclusion.subIndication } : {}),
        })),
      },
    },
  };
}
