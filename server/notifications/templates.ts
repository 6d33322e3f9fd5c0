/** The templates of notifications to the subscriber, filled with the order's data (NOTIFY-1, manual §3.3.4). */

import type { NotificationTemplate } from "../../domain/notifications/notification.ts";
import type { OrderInformation } from "../../domain/order/order.ts";
import type { NonComplianceReason } from "../../domain/order/verdict.ts";
import type { Services } from "../ports/services.ts";
import { readTemplate } from "./template-store.ts";
import { type MergeValues, merge } from "./template-text.ts";

const PIECE_NAMES: Record<NotificationTemplate, string> = {
  organizationId: "Pièce d'identité de l'organisme (Kbis de moins de 3 mois ou avis SIRENE)",
  holderId: "Pièce d'identité du porteur",
  legalRepresentativeId: "Pièce d'identité du représentant légal",
  certificationAgentId: "Pièce d'identité du mandataire",
  paymentProof: "Preuve de paiement",
  free: "",
};

export type TemplateData = {
  orderNumber: number;
  holder: Pick<OrderInformation["holder"], "givenName" | "familyName">;
  orderPortalUrl: string;
  signature: string;
};

/** The subject of every notification of an order. */
export function notificationSubject(orderNumber: number): string {
  return `Votre commande de certificat électronique N° ${orderNumber}`;
}

/**
 * The text of a template, with the sentence of the reason if there is one. It is plain text, and stays so up to the
 * mailbox: nothing in it is markup.
 */
export async function fillTemplate(
  services: Pick<Services, "db" | "log">,
  template: NotificationTemplate,
  reason: NonComplianceReason | undefined,
  data: TemplateData,
): Promise<string> {
  const values: MergeValues = {
    holder: `${data.holder.givenName} ${data.holder.familyName}`,
    piece: PIECE_NAMES[template],
    reason: "",
    orderPortalUrl: data.orderPortalUrl,
    signature: data.signature,
    orderNumber: String(data.orderNumber),
  };
  if (reason) values.reason = merge(await readTemplate(services, `reasons/${reason}`), values);
  return merge(await readTemplate(services, template), values);
}
