/** The sentences of the report: one table, so that French and English never part. */
import type { ReportMessage } from "../../../domain/signatures/signature-report.ts";

type Sentence = { fr: string; en: string };
type CheckSentences = { passed: Sentence; failed: Sentence };

const sentence = (fr: string, en: string): Sentence => ({ fr, en });

/** By check, in the order in which they are made. */
export const CHECKS = {
  byteRange: {
    passed: sentence(
      "La signature couvre toute sa révision, hors sa propre valeur.",
      "The signature covers its whole revision but its own value.",
    ),
    failed: sentence(
      "La plage signée est incorrecte : une partie du fichier échappe à la signature.",
      "The signed range is wrong: part of the file escapes the signature.",
    ),
  },
  cmsStructure: {
    passed: sentence(
      "La structure de la signature est conforme.",
      "The structure of the signature conforms.",
    ),
    failed: sentence(
      "La structure de la signature est illisible ou interdite.",
      "The structure of the signature is unreadable or forbidden.",
    ),
  },
  digestAlgorithm: {
    passed: sentence("L’algorithme d’empreinte est accepté.", "The digest algorithm is accepted."),
    failed: sentence(
      "L’algorithme d’empreinte n’est pas accepté (SHA-1 ou inconnu).",
      "The digest algorithm is not accepted (SHA-1 or unknown).",
    ),
  },
  messageDigest: {
    passed: sentence("L’empreinte du document correspond.", "The digest of the document matches."),
    failed: sentence("Le contenu signé a été altéré.", "The signed content was altered."),
  },
  signingCertificate: {
    passed: sentence(
      "Le certificat est celui que la signature désigne.",
      "The certificate is the one the signature names.",
    ),
    failed: sentence(
      "Le certificat n’est pas celui que la signature désigne.",
      "The certificate is not the one the signature names.",
    ),
  },
  signatureAlgorithm: {
    passed: sentence("L’algorithme de signature est accepté.", "The signature algorithm is accepted."),
    failed: sentence(
      "L’algorithme ou la taille de clé n’est pas accepté.",
      "The algorithm or the key size is not accepted.",
    ),
  },
  signatureValue: {
    passed: sentence("La valeur de la signature est correcte.", "The signature value is correct."),
    failed: sentence("La valeur de la signature est fausse.", "The signature value is wrong."),
  },
  signingTime: {
    passed: sentence(
      "La date de signature déclarée est plausible.",
      "The claimed signing time is plausible.",
    ),
    failed: sentence(
      "La date de signature déclarée manque ou est dans le futur.",
      "The claimed signing time is missing or in the future.",
    ),
  },
  certificateChain: {
    passed: sentence(
      "Le certificat remonte à une autorité de confiance.",
      "The certificate chains to a trusted authority.",
    ),
    failed: sentence(
      "Le certificat ne remonte à aucune autorité de confiance.",
      "The certificate chains to no trusted authority.",
    ),
  },
  certificateValidity: {
    passed: sentence(
      "Les certificats étaient valides à la date de signature.",
      "The certificates were valid at the signing time.",
    ),
    failed: sentence(
      "Un certificat n’était pas valide à la date de signature.",
      "A certificate was not valid at the signing time.",
    ),
  },
  certificateUse: {
    passed: sentence("Les certificats permettent cet usage.", "The certificates allow this use."),
    failed: sentence("Un certificat ne permet pas cet usage.", "A certificate does not allow this use."),
  },
  revocation: {
    passed: sentence(
      "Certificat de courte durée : aucune révocation n’est attendue.",
      "Short-lived certificate: no revocation is expected.",
    ),
    failed: sentence(
      "L’état de révocation du certificat n’a pas pu être établi.",
      "The revocation status of the certificate could not be established.",
    ),
  },
  laterChanges: {
    passed: sentence(
      "Rien d’autre que des signatures n’a été ajouté ensuite.",
      "Nothing but signatures was added afterwards.",
    ),
    failed: sentence(
      "Le document a été modifié après signature.",
      "The document was modified after it was signed.",
    ),
  },
} satisfies Record<string, CheckSentences>;

export type CheckName = keyof typeof CHECKS;

/** Messages that are not the outcome of one check. */
export const MESSAGES = {
  UNREADABLE_PDF: sentence("Ce fichier n’est pas un PDF lisible.", "This file is not a readable PDF."),
  NO_SIGNATURE: sentence("Ce document ne porte aucune signature.", "This document bears no signature."),
  NOT_THE_DOCUMENT_SENT: sentence(
    "Le fichier ne commence pas par le document envoyé à la signature.",
    "The file does not begin with the document that was sent for signature.",
  ),
  CHANGED_BEFORE_SIGNATURE: sentence(
    "Le document envoyé a été modifié avant la première signature.",
    "The document that was sent was changed before the first signature.",
  ),
  CLAIMED_TIME: sentence(
    "La date de signature est déclarée par le signataire ; aucun horodatage ne la prouve.",
    "The signing time is the signatory’s claim; no time-stamp proves it.",
  ),
  TIME_STAMP_NOT_VERIFIED: sentence(
    "La signature porte un horodatage qui n’a pas été vérifié.",
    "The signature carries a time-stamp that was not verified.",
  ),
  AUTHORITY_REVOCATION_NOT_CHECKED: sentence(
    "La révocation des autorités intermédiaires n’a pas été vérifiée.",
    "The revocation of the intermediate authorities was not checked.",
  ),
} satisfies Record<string, Sentence>;

export type MessageCode = keyof typeof MESSAGES;

/** `detail`: a technical precision, added to the English text only. */
export function message(code: MessageCode, detail?: string): ReportMessage {
  const { fr, en } = MESSAGES[code];
  return { code, fr, en: detail ? `${en} (${detail})` : en };
}
