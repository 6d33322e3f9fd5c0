import type { ProblemCode } from "../../domain/api/problem.ts";

export const failure = {
  title: "Un problème est survenu",
  text: "La page n’a pas pu s’afficher. Rien de ce qui était enregistré n’est perdu.",
  unreachable: "Le portail ne répond pas. Vérifiez votre connexion, puis réessayez.",
  unknownResult:
    "Le service est momentanément indisponible, et il n’est pas certain que votre demande ait été prise en compte : la page se met à jour dès qu’il revient. Vérifiez avant de recommencer.",
  requestId: "Référence à donner au support : {{id}}",
};

export const problem = {
  invalidRequest: "La demande n’est pas valable : vérifiez les informations saisies.",
  notSignedIn: "Votre session est terminée : reconnectez-vous.",
  forbidden: "Votre rôle ne permet pas cette opération.",
  notFound: "Ce dossier n’existe pas ou se trouve hors de votre périmètre.",
  outOfTurn: "Cette opération n’est pas possible maintenant.",
  conflict: "La commande a été modifiée entre-temps.",
  notRevocable: "Ce certificat ne peut pas être révoqué.",
  confirmationMismatch: "Le numéro saisi n’est pas celui qui est demandé.",
  missingPieces: "Il manque des pièces justificatives.",
  fileTooLarge: "Le fichier dépasse la taille permise (20 Mo).",
  unsupportedFile: "Ce type de fichier n’est pas accepté : PDF, JPEG ou PNG seulement.",
  idempotencyConflict: "La même demande a déjà été envoyée avec un autre contenu.",
  wrongOrigin: "La demande ne vient pas du portail : rechargez la page.",
  tooManyRequests: "Trop de demandes en peu de temps : patientez quelques secondes.",
  storageFull:
    "Le stockage du portail est plein : rien n’a été enregistré, mais ce que vous avez saisi ou choisi reste sur cette page. Prévenez le support, puis réessayez.",
  unavailable: "Le service est momentanément indisponible : réessayez dans un instant.",
  internal: "Une erreur inattendue est survenue. Réessayez ; si elle persiste, contactez le support.",
} satisfies Record<ProblemCode, string>;
