/** Makes the PDF of a document to sign. The same data always give the same bytes. */
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";
import { writeCertificateApplication } from "./certificate-application.ts";
import type { DocumentData } from "./document-data.ts";
import { DOCUMENT_TITLES } from "./document-titles.ts";
import { writePowerOfAttorney } from "./power-of-attorney.ts";
import { Sheet } from "./sheet.ts";
import { drawSignatureBoxes } from "./signature-boxes.ts";
import { writeSubscriptionContract } from "./subscription-contract.ts";
import { writeTermsOfUse } from "./terms-of-use.ts";
import { dateInFigures, plain } from "./typography.ts";

export type { DocumentData } from "./document-data.ts";

const WRITERS: Record<DocumentToSignKind, (sheet: Sheet, data: DocumentData) => void> = {
  termsOfUse: writeTermsOfUse,
  powerOfAttorney: writePowerOfAttorney,
  certificateApplication: writeCertificateApplication,
  subscriptionContract: writeSubscriptionContract,
};

/** The last page has a place for each signatory (`SIGNATURE_BOXES`). */
export async function renderDocumentToSign(
  kind: DocumentToSignKind,
  data: DocumentData,
): Promise<Uint8Array> {
  const sheet = new Sheet({
    title: DOCUMENT_TITLES[kind],
    issuer: `Autorité d'enregistrement ${plain(data.registrationAuthority)}`,
    reference: [`Commande N° ${data.orderNumber}`, `Établi le ${dateInFigures(data.date)}`],
    date: data.date,
    // Pure prose, which nobody should have to read in small print.
    ...(kind === "termsOfUse" ? { textSize: 10 } : {}),
  });
  WRITERS[kind](sheet, data);
  drawSignatureBoxes(sheet, data.signatories, data.information);
  return sheet.finish();
}
