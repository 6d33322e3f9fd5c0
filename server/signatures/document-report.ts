/** The signature report of one document of an order, made from its very bytes (DETAIL-5). */
import type { DocumentToSignKind } from "../../domain/documents/document-to-sign.ts";
import type { ExpectedSignatory } from "../../domain/signatures/expected-signatories.ts";
import type { SignatureReport } from "../../domain/signatures/signature-report.ts";
import type { LoadedOrder } from "../orders/order-store.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { validatePdfSignatures } from "./pdf/report.ts";

/** The document of this kind in the order's latest collection. Throws `notFound` when there is none. */
export function documentOf(order: LoadedOrder, kind: DocumentToSignKind) {
  const document = order.documents.find((candidate) => candidate.kind === kind);
  if (!document) throw notFound();
  return document;
}

/** The people expected to sign a document. */
export function expectedOn(order: LoadedOrder, kind: DocumentToSignKind): ExpectedSignatory[] {
  const { signatories } = documentOf(order, kind);
  return (order.collection?.signatories ?? []).filter((signatory) => signatories.includes(signatory.role));
}

/** Validates the signatures of the document as it is stored: signed if it came back, else as it was sent. */
export async function reportOn(
  services: Services,
  order: LoadedOrder,
  kind: DocumentToSignKind,
): Promise<SignatureReport> {
  const document = documentOf(order, kind);
  const sent = await services.files.read(document.sent_sha256);
  const pdf = document.signed_sha256 ? await services.files.read(document.signed_sha256) : sent;
  return validatePdfSignatures(pdf, {
    trustAnchors: services.signatureTrustAnchors,
    at: services.clock.now(),
    expectedStart: sent,
  });
}
