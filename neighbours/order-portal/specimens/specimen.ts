/**
 * Specimens of supporting documents, drawn by the project: none is copied from a real one, each says that it is a
 * specimen, and the same order at the same time gives the same bytes.
 */

import type { IntakeOrder } from "../../../domain/intake/intake-api.ts";
import type { MediaType, SupportingDocumentKind } from "../../../domain/order/supporting-document.ts";
import { drawsFor } from "./draws.ts";
import { identityOf } from "./identity.ts";
import { drawIdentityCard } from "./identity-card.ts";
import { drawOrganizationProof, isRegisteredInTrade } from "./organization-proof.ts";
import { drawPassportPage } from "./passport-page.ts";
import { drawInvoice, drawReceipt } from "./payment-proof.ts";

export type Specimen = { fileName: string; mediaType: MediaType; content: Uint8Array };

type Person = { givenName: string; familyName: string };

/** The piece that the order's subscriber would upload at `at`. The holder stands in for a person the order lacks. */
export function specimenFor(kind: SupportingDocumentKind, order: IntakeOrder, at: Date): Promise<Specimen> {
  const { holder, legalRepresentative, certificationAgent } = order.information;
  switch (kind) {
    case "organizationId":
      return organizationId(order, at);
    case "holderId":
      return identityDocument(holder);
    case "legalRepresentativeId":
      return identityDocument(legalRepresentative ?? holder);
    case "certificationAgentId":
      return identityDocument(certificationAgent ?? holder);
    case "paymentProof":
    case "attachment":
      return paymentProof(order, at);
  }
}

async function organizationId(order: IntakeOrder, at: Date): Promise<Specimen> {
  const name = isRegisteredInTrade(order) ? "Kbis" : "Avis SIRENE";
  const content = await drawOrganizationProof(order, at);
  return {
    fileName: `${name} ${order.information.organization.siren}.pdf`,
    mediaType: "application/pdf",
    content,
  };
}

async function identityDocument(person: Person): Promise<Specimen> {
  const identity = identityOf(person);
  const isCard = identity.document.type === "nationalIdentityCard";
  const content = await (isCard ? drawIdentityCard(identity) : drawPassportPage(identity));
  return {
    fileName: `${isCard ? "CNI" : "Passeport"} ${person.familyName}.jpg`,
    mediaType: "image/jpeg",
    content,
  };
}

async function paymentProof(order: IntakeOrder, at: Date): Promise<Specimen> {
  const byCard = drawsFor(String(order.portuId)).number("payment", 0, 2) === 0;
  return byCard
    ? { fileName: "Ticket de paiement.jpg", mediaType: "image/jpeg", content: await drawReceipt(order, at) }
    : {
        fileName: "Facture acquittée.pdf",
        mediaType: "application/pdf",
        content: await drawInvoice(order, at),
      };
}
