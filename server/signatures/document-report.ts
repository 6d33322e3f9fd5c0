/** The signature report of one document of an order, made from its very bytes (DETAIL-5). */
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";
import type { ExpectedSignatory } from "../../domain/signatures/expected-signatories.ts";
import { type DocumentReport, withEvidence } from "../../domain/signatures/service-evidence.ts";
import type { LoadedOrder } from "../order/order-store.ts";
import { DOCUMENT_TITLES } from "../paper/document-titles.ts";
import { renderSignatureReport } from "../paper/render-signature-report.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { readEvidence } from "./signatory-evidence.ts";

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

/**
 * Validates the signatures of the document as it is stored (as it came back, else as it was sent), and sets beside them
 * what the service recorded of those who were to sign it.
 */
export async function reportOn(
  services: Services,
  order: LoadedOrder,
  kind: DocumentToSignKind,
): Promise<DocumentReport> {
  const document = documentOf(order, kind);
  const sent = await services.files.read(document.sent_sha256);
  const pdf = document.signed_sha256 ? await services.files.read(document.signed_sha256) : sent;
  const report = await services.signatureValidator.validate(pdf, {
    ...(await trusted(services)),
    at: services.clock.now(),
    expectedStart: sent,
  });
  const evidence = await readEvidence(services, order.collection?.evidence_sha256);
  return withEvidence(report, evidence, document.signatories);
}

/** Whose signatures the validator is to believe. */
export async function trusted({ signatureTrust }: Pick<Services, "signatureTrust">) {
  return {
    trustAnchors: await signatureTrust.anchors(),
    revocationLists: await signatureTrust.revocationLists(),
  };
}

/** The same as a PDF. */
export async function printReport(
  services: Services,
  order: LoadedOrder,
  kind: DocumentToSignKind,
): Promise<Uint8Array> {
  const document = documentOf(order, kind);
  return renderSignatureReport({
    orderNumber: order.row.number,
    registrationAuthority: order.row.authority_name,
    document: DOCUMENT_TITLES[kind],
    sha256: document.signed_sha256 ?? document.sent_sha256,
    date: services.clock.now(),
    report: await reportOn(services, order, kind),
  });
}
