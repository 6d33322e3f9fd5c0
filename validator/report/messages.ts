/** The sentences of the report: one table, so that French and English never part. */
import type { ReportMessage } from "../../domain/signatures/signature-report.ts";
import type { TimeStampProblem } from "../cms/time-stamp.ts";

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
      "Les certificats étaient valides à la date prouvée de la signature.",
      "The certificates were valid at the time at which the signature is proved to exist.",
    ),
    failed: sentence(
      "Un certificat n’était pas valide à la date prouvée de la signature.",
      "A certificate was not valid at the time at which the signature is proved to exist.",
    ),
  },
  certificateUse: {
    passed: sentence("Les certificats permettent cet usage.", "The certificates allow this use."),
    failed: sentence("Un certificat ne permet pas cet usage.", "A certificate does not allow this use."),
  },
  revocation: {
    passed: sentence(
      "Le certificat du signataire n’était pas révoqué.",
      "The signatory’s certificate was not revoked.",
    ),
    failed: sentence(
      "Le certificat du signataire est révoqué, ou son état n’a pas pu être établi.",
      "The signatory’s certificate is revoked, or its status could not be established.",
    ),
  },
  authorityRevocation: {
    passed: sentence(
      "Aucune autorité de la chaîne n’était révoquée.",
      "No authority of the chain was revoked.",
    ),
    failed: sentence(
      "Une autorité de la chaîne est révoquée, ou son état n’a pas pu être établi.",
      "An authority of the chain is revoked, or its status could not be established.",
    ),
  },
  timeStamps: {
    passed: sentence("Les horodatages, s’il y en a, sont valides.", "The time-stamps, if any, are valid."),
    failed: sentence("Un horodatage n’est pas valide.", "A time-stamp is not valid."),
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
  modificationRights: {
    passed: sentence(
      "Ce que le signataire interdit après lui n’a pas été fait.",
      "Nothing that the signatory forbids was done afterwards.",
    ),
    failed: sentence(
      "Une modification que le signataire interdit a été faite après lui.",
      "Something that the signatory forbids was done afterwards.",
    ),
  },
} satisfies Record<string, CheckSentences>;

export type CheckName = keyof typeof CHECKS;

/** Messages that are not the outcome of one check. */
export const MESSAGES = {
  UNREADABLE_FILE: sentence("Ce fichier n’a pas pu être lu.", "This file could not be read."),
  UNREADABLE_PDF: sentence("Ce fichier n’est pas un PDF lisible.", "This file is not a readable PDF."),
  NO_SIGNATURE: sentence("Ce document ne porte aucune signature.", "This document bears no signature."),
  NOT_THE_DOCUMENT_SENT: sentence(
    "Document réécrit par le service : il ne commence pas par le document envoyé à la signature.",
    "Document rewritten by the service: it does not begin with the document that was sent for signature.",
  ),
  CHANGED_BEFORE_SIGNATURE: sentence(
    "Le document envoyé a été modifié avant la première signature.",
    "The document that was sent was changed before the first signature.",
  ),
  CLAIMED_TIME: sentence(
    "La date de signature est déclarée par le signataire ; aucun horodatage ne la prouve.",
    "The signing time is the signatory’s claim; no time-stamp proves it.",
  ),
  PROVED_TIME: sentence(
    "La date de la signature est prouvée par un horodatage.",
    "A time-stamp proves the time of the signature.",
  ),
  HYBRID_FILE: sentence(
    "Ce fichier montre deux contenus selon le lecteur (références hybrides) : rien ne peut en être conclu.",
    "This file shows two contents depending on the reader (hybrid references): nothing can be concluded.",
  ),
  TIME_STAMP_INVALID: sentence(
    "Un horodatage du document n’est pas valide.",
    "A time-stamp of the document is not valid.",
  ),
  LIMIT_REACHED: sentence(
    "La vérification de ce fichier demande trop de temps ou de mémoire.",
    "Verifying this file takes too much time or memory.",
  ),
} satisfies Record<string, Sentence>;

export type MessageCode = keyof typeof MESSAGES;

/** `detail`: a technical precision, added to the English text only. */
export function message(code: MessageCode, detail?: string): ReportMessage {
  const { fr, en } = MESSAGES[code];
  return { code, fr, en: detail ? `${en} (${detail})` : en };
}

/** Why a time-stamp is worth what it is. */
export const TIME_STAMPS = {
  valid: sentence("Horodatage valide.", "Valid time-stamp."),
  unreadable: sentence("Horodatage illisible.", "Unreadable time-stamp."),
  imprint: sentence(
    "L’horodatage a été fait pour autre chose.",
    "The time-stamp was made for something else.",
  ),
  algorithm: sentence(
    "L’horodatage utilise un algorithme qui n’est pas accepté.",
    "The time-stamp uses an algorithm that is not accepted.",
  ),
  signature: sentence("La signature de l’horodatage est fausse.", "The time-stamp’s signature is wrong."),
  certificate: sentence(
    "Le certificat de l’horodatage n’est pas celui qu’il désigne.",
    "The time-stamp’s certificate is not the one it names.",
  ),
  chain: sentence(
    "L’horodatage ne vient pas d’une autorité d’horodatage de confiance.",
    "The time-stamp comes from no trusted time-stamping authority.",
  ),
  revocation: sentence(
    "L’état de révocation de l’autorité d’horodatage n’a pas pu être établi.",
    "The revocation status of the time-stamping authority could not be established.",
  ),
  future: sentence("L’horodatage est dans le futur.", "The time-stamp is in the future."),
} satisfies Record<TimeStampProblem | "valid", Sentence>;
