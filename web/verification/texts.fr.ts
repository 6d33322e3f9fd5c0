import type { CheckState, ZonePart } from "../../domain/verification/check.ts";

/** Checks computed by the portal: each sentence says what was compared. */
export const checks = {
  title: "Contrôles du portail",
  state: {
    ok: "Contrôle satisfait",
    attention: "Attention",
    undetermined: "Non déterminable",
  } satisfies Record<CheckState, string>,
  age_zero: "moins d’un mois",
  age_one: "{{count}} mois",
  age_other: "{{count}} mois",
  reference: {
    submission: "à la soumission ({{day}})",
    creation: "à la création ({{day}})",
    today: "à ce jour ({{day}})",
  },
  basis: {
    printed: "date imprimée",
    extended: "date imprimée prolongée de cinq ans : carte de 2004 à 2013, si elle est d’un majeur",
    issueDate: "d’après sa délivrance, si elle est d’un majeur",
    issueMonth: "d’après le mois qui ouvre son numéro, si elle est d’un majeur",
  },
  noCountry: "international",
  finding: {
    sirenKeyHolds: "Clé du SIREN : correcte (Luhn)",
    sirenKeyWrong: "Clé du SIREN : fausse (Luhn)",
    proofDateMissing: "Ancienneté du Kbis ou de l’avis SIRENE : date d’émission non saisie",
    proofRecent: "Kbis ou avis SIRENE du {{issuedOn}} : {{age}} {{reference}}",
    proofTooOld: "Kbis ou avis SIRENE du {{issuedOn}} : {{age}} {{reference}}, au lieu de moins de trois",
    proofIssuedAfter: "Kbis ou avis SIRENE du {{issuedOn}} : postérieur {{reference}}",
    identityExpiryUnknown: "Validité de la pièce d’identité : date d’expiration non saisie",
    identityDocumentValid:
      "Pièce d’identité non expirée {{reference}} : valable jusqu’au {{validUntil}} ({{basis}})",
    identityDocumentExpired:
      "Pièce d’identité expirée {{reference}} : valable jusqu’au {{validUntil}} ({{basis}})",
    identityDocumentEnding:
      "Pièce d’identité dans son dernier mois {{reference}}, d’après son numéro : date d’expiration non saisie",
    numberElsewhere: "Même numéro de pièce chez un autre porteur : commande N° {{orders}}",
    numberNowhereElse: "Numéro de pièce chez aucun autre porteur de votre périmètre",
    emailWellFormed: "Adresse bien formée",
    emailMalformed: "Adresse mal formée",
    phoneMobile: "Mobile, numéro bien formé ({{country}})",
    phoneMaybeMobile: "Numéro bien formé, mobile ou fixe ({{country}})",
    phoneNotMobile: "Numéro bien formé ({{country}}), qui n’est pas celui d’un mobile",
    phoneUnassigned: "Numéro bien formé ({{country}}), dans une tranche non attribuée",
    phoneInvalid: "Numéro qui n’existe dans aucun plan de numérotation",
    zoneDigitsHold: "Chiffres de contrôle de la MRZ : corrects",
    zoneDigitWrong: "Chiffre de contrôle de la MRZ faux : {{part}}",
    zonePartUnreadable: "Valeur impossible dans la MRZ : {{part}}",
    zoneAgrees: {
      same: "{{part}} : « {{entered}} » saisi, « {{zone}} » dans la MRZ, identiques",
      truncated: "{{part}} : « {{entered}} » saisi, « {{zone}} » dans la MRZ, où il est tronqué",
      firstOfSeveral: "{{part}} : « {{entered}} » saisi, premier de « {{zone}} » dans la MRZ",
    },
    zoneMayAgree:
      "{{part}} : « {{entered}} » saisi, « {{zone}} » dans la MRZ, l’un dans l’autre (nom d’usage, autre prénom ?)",
    zoneDiffers: "{{part}} : « {{entered}} » saisi, « {{zone}} » dans la MRZ, différents",
    zoneNotCompared: "{{part}} : « {{zone}} » dans la MRZ, aucune saisie à comparer",
  },
  part: {
    documentCode: "Type de document",
    issuingState: "État émetteur",
    nationality: "Nationalité",
    sex: "Sexe",
    familyName: "Nom",
    givenName: "Prénom",
    number: "N° de pièce",
    birthDate: "Date de naissance",
    issueDate: "Date de délivrance",
    expiryDate: "Date d’expiration",
    personalNumber: "Numéro personnel",
    wholeZone: "Ensemble de la zone",
    other: "Autre champ",
  } satisfies Record<ZonePart, string>,
  issueDate: {
    title: "Date de la pièce",
    label: "Date d’émission lue sur la pièce",
    save: "Noter la date",
    saved: "La date de la pièce est notée.",
  },
  zone: {
    open: "Comparer avec la MRZ",
    label: "MRZ de la pièce d’identité",
    hint: "Les deux ou trois lignes de lettres et de « < », saisies ou collées. Elles ne sont pas conservées.",
    read: "Lire la MRZ",
    take: "Reprendre dans les champs",
    results: "Lecture de la MRZ",
    unreadable: {
      empty: "Saisissez la MRZ.",
      lineCount: "Une MRZ a deux ou trois lignes : ici {{lines}}.",
      character:
        "Ligne {{line}} : « {{character}} » n’existe pas dans une MRZ (lettres sans accent, chiffres et <).",
      length: "Ligne {{line}} : {{length}} caractères au lieu de {{expected}}.",
      format: "Ces lignes ne sont celles d’aucune pièce d’identité connue.",
    },
  },
};
