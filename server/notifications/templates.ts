/** The templates of notifications to the subscriber, filled with the order's data (NOTIFY-1, manual §3.3.4). */
import type { NotificationTemplate } from "../../domain/notifications/notification.ts";
import type { OrderInformation } from "../../domain/orders/order.ts";

const PIECE_NAMES: Record<Exclude<NotificationTemplate, "free">, string> = {
  organizationId: "Pièce d'identité de l'organisme (Kbis de moins de 3 mois ou avis SIRENE)",
  holderId: "Pièce d'identité du porteur",
  legalRepresentativeId: "Pièce d'identité du représentant légal",
  certificationAgentId: "Pièce d'identité du mandataire",
  paymentProof: "Preuve de paiement",
};

export type TemplateData = {
  orderNumber: number;
  information: Pick<OrderInformation, "holder">;
  orderPortalUrl: string;
  signature: string;
};

/** The subject of every notification of an order. */
export function notificationSubject(orderNumber: number): string {
  return `Votre commande de certificat électronique N° ${orderNumber}`;
}

/** The text of a template. It is plain text, and stays so up to the mailbox: nothing in it is markup. */
export function fillTemplate(template: NotificationTemplate, data: TemplateData): string {
  const { givenName, familyName } = data.information.holder;
  const end = `Cordialement.\n${data.signature}`;
  if (template === "free") return `Bonjour,\n\n\n\nPorteur : ${givenName} ${familyName}\n\n${end}`;
  return `Bonjour,

Votre dossier de commande de certificat électronique est incomplet.

Porteur : ${givenName} ${familyName}

Les pièces justificatives en cours de validité à fournir sont :
- ${PIECE_NAMES[template]}

Veuillez importer les pièces justificatives depuis le portail de commande :
${data.orderPortalUrl}

${end}`;
}
