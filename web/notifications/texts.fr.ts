import type { NotificationTemplate } from "../../domain/notifications/notification.ts";

export const notifications = {
  open: "Envoyer une notification au souscripteur",
  title: "Envoyer une notification",
  intro:
    "Envoyer une notification au gestionnaire de commande si l’un des documents est manquant ou invalide.",
  piece: "Pièce justificative non valide / manquante",
  template: {
    organizationId: "Pièce d’identité de l’organisme",
    holderId: "Pièce d’identité du porteur",
    legalRepresentativeId: "Pièce d’identité du représentant légal",
    certificationAgentId: "Pièce d’identité du mandataire",
    paymentProof: "Preuve de paiement",
    free: "Message libre",
  } satisfies Record<NotificationTemplate, string>,
  reason: {
    label: "Motif",
    none: "Sans motif particulier",
  },
  description: "Description",
  recipient: "Destinataire : {{name}} ({{email}})",
  declareIncomplete: "Déclarer la commande incomplète",
  cancel: "Annuler",
  send: "Envoyer une notification",
  sent: "La notification est envoyée.",
};
