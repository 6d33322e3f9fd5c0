/** Titles of the documents to sign, as their PDFs and the signatories' pages show them. */
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";

export const DOCUMENT_TITLES: Record<DocumentToSignKind, string> = {
  termsOfUse: "Conditions générales d'utilisation",
  powerOfAttorney: "Procuration du représentant légal",
  certificateApplication: "Autorisation de demande de certificat",
  subscriptionContract: "Contrat d'abonnement",
};
