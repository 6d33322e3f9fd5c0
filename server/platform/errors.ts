/** Errors that callers see: one closed list of codes, each with its HTTP status and its words (RFC 9457). */
import type { Problem, ProblemCode } from "../../domain/api/problem.ts";

const STATUS_AND_TITLE: Record<ProblemCode, [status: number, title: string]> = {
  invalidRequest: [400, "La demande contient des valeurs incorrectes."],
  notSignedIn: [401, "Votre session est terminée : connectez-vous de nouveau."],
  forbidden: [403, "Votre rôle ne permet pas cette opération."],
  notFound: [404, "Cet élément n'existe pas."],
  outOfTurn: [409, "Cette opération n'est pas possible dans l'état actuel de la commande."],
  conflict: [409, "La commande a été modifiée entre-temps."],
  notRevocable: [409, "Ce certificat ne peut pas être révoqué."],
  confirmationMismatch: [422, "Le numéro saisi n'est pas celui qui est demandé."],
  missingPieces: [422, "Des pièces obligatoires manquent."],
  fileTooLarge: [413, "Le fichier dépasse 20 Mo."],
  unsupportedFile: [415, "Le fichier n'est ni un PDF, ni une image JPEG ou PNG."],
  idempotencyConflict: [409, "Cette clé d'idempotence a déjà servi pour une autre demande."],
  wrongOrigin: [403, "La demande ne vient pas d'une page du portail."],
  tooManyRequests: [429, "Trop de demandes : réessayez dans un instant."],
  storageFull: [
    507,
    "Le stockage du portail est plein : rien n'a été enregistré. Réessayez quand son administrateur aura fait de la place.",
  ],
  unavailable: [503, "Le service est momentanément indisponible."],
  internal: [500, "Une erreur interne est survenue."],
};

type Details = Partial<Omit<Problem, "type" | "title" | "status" | "code">>;

/** An error on purpose: everything in it may be shown to the caller. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, details: Details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The problem document of a code. */
export function problemDocument(code: ProblemCode, details: Details = {}): Problem {
  const [status, title] = STATUS_AND_TITLE[code];
  return { type: `urn:portail-ae:problem:${code}`, title, status, code, ...details };
}

export const notFound = () => new ProblemError("notFound");
export const forbidden = () => new ProblemError("forbidden");
