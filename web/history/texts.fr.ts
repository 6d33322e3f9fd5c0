import type { ActorKind } from "../../domain/access/actor.ts";

export const history = {
  empty: "Aucune opération pour l’instant.",
  more: "Afficher tout l’historique ({{count}})",
  less: "Réduire l’historique",
  signaturesAccepted: "Signatures acceptées malgré le rapport : {{document}}",
  actor: {
    operator: "opérateur",
    subscriber: "souscripteur",
    system: "automatique",
  } satisfies Record<ActorKind, string>,
  /** What a message was for. */
  purpose: {
    subscriberNotification: "notification au souscripteur",
    toVerify: "commande à vérifier",
    toValidate: "signatures à valider",
    keyContainer: "remise du certificat logiciel",
  },
  export: "Exporter l’historique (JSON)",
  exportFileName: "Historique - commande {{number}}.json",
  answer: "Réponse du serveur : {{answer}}",
  resend: "Renvoyer",
  resent: "La notification est renvoyée.",
  cause: { refused: "refus", expired: "expiration", failed: "échec", cancelled: "annulation" },
  status: "Statut",
};
