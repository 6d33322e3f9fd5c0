import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";

export const documents = {
  /** Titles of the tabs. */
  tab: {
    organizationId: "ID Organisme",
    holderId: "ID Porteur",
    legalRepresentativeId: "ID Rep Légal",
    certificationAgentId: "ID Mandataire",
    paymentProof: "Preuve de paiement",
    attachment: "Pièce jointe",
  } satisfies Record<SupportingDocumentKind, string>,
  uploaded: "Importé le {{at}} par {{by}}",
  missing: "Cette pièce n’a pas encore été importée par le souscripteur.",
  onPaperTitle: "Pièce reçue sur papier",
  onPaper: "Cette pièce n’est pas importée : elle est reçue par courrier.",
  missingTitle: "Pièce manquante",
  verdict: {
    title: "Vérification de la pièce",
    none: "Cette pièce n’a pas encore été vérifiée.",
    compliant: "Conforme",
    nonCompliant: "Non conforme",
    by: "Par {{name}}, le {{at}}",
    notify: "Notifier le souscripteur…",
    saved: "Vérification enregistrée.",
    reason: "Motif",
    chooseReason: "Choisissez un motif",
    remark: "Remarque",
    remarkHint: "Pour vos collègues ; le souscripteur lit le motif.",
    save: "Déclarer non conforme",
  },
  infogreffe: "Voir la fiche sur Infogreffe",
  opensElsewhere: "(nouvel onglet)",
  attachment: {
    add: "Ajouter une pièce jointe",
    drop: "Choisissez des fichiers PDF, JPEG ou PNG (20 Mo au plus), ou déposez-les n’importe où sur la page",
    dropHere: "Déposer ici les pièces jointes",
    added: "Pièce jointe ajoutée.",
    retry: "Réessayer",
    leaveOut: "Retirer",
  },
};
