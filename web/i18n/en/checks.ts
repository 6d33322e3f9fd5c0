import type { checks as french } from "../fr/checks.ts";
import type { TextsOf } from "../texts.ts";

export const checks: TextsOf<typeof french> = {
  title: "Checks by the portal",
  state: { ok: "Check passed", attention: "Attention", undetermined: "Cannot be determined" },
  age_zero: "less than a month",
  age_one: "{{count}} month",
  age_other: "{{count}} months",
  reference: {
    submission: "at submission ({{day}})",
    creation: "at creation ({{day}})",
    today: "today ({{day}})",
  },
  basis: {
    printed: "as printed",
    extended: "printed date extended by five years: card issued to an adult from 2004 to 2013",
    issueDate: "counted from its issue, to an adult",
    issueMonth: "counted from the month of issue, read in its number, to an adult",
  },
  noCountry: "international",
  finding: {
    sirenKeyHolds: "SIREN key: correct (Luhn)",
    sirenKeyWrong: "SIREN key: wrong (Luhn)",
    proofDateMissing: "Age of the Kbis or SIRENE notice: enter its date of issue",
    proofRecent: "Kbis or SIRENE notice of {{issuedOn}}: {{age}} {{reference}}",
    proofTooOld: "Kbis or SIRENE notice of {{issuedOn}}: {{age}} {{reference}}, instead of less than three",
    proofIssuedAfter: "Kbis or SIRENE notice of {{issuedOn}}: later than {{reference}}",
    identityExpiryUnknown: "Validity of the identity document: enter its date of expiry",
    identityDocumentValid:
      "Identity document not expired {{reference}}: valid until {{validUntil}} ({{basis}})",
    identityDocumentExpired:
      "Identity document expired {{reference}}: valid until {{validUntil}} ({{basis}})",
    identityDocumentEnding:
      "Identity document in the last month of its term {{reference}}, by its number: enter its date of expiry",
    numberElsewhere: "Same document number with another holder: order No. {{orders}}",
    numberNowhereElse: "Document number with no other holder in your perimeter",
    emailWellFormed: "Address well formed",
    emailMalformed: "Address malformed",
    phoneMobile: "Mobile, number well formed ({{country}})",
    phoneMaybeMobile: "Number well formed, mobile or fixed ({{country}})",
    phoneNotMobile: "Number well formed ({{country}}), which is not a mobile's",
    phoneInvalid: "Number that exists in no numbering plan",
    zoneDigitsHold: "Check digits of the MRZ: correct",
    zoneDigitWrong: "Wrong check digit in the MRZ: {{part}}",
    zonePartUnreadable: "Impossible value in the MRZ: {{part}}",
    zoneAgrees: {
      same: "{{part}}: “{{entered}}” entered, “{{zone}}” in the MRZ, the same",
      truncated: "{{part}}: “{{entered}}” entered, “{{zone}}” in the MRZ, where it is cut",
      firstOfSeveral: "{{part}}: “{{entered}}” entered, the first of “{{zone}}” in the MRZ",
    },
    zoneMayAgree:
      "{{part}}: “{{entered}}” entered, “{{zone}}” in the MRZ, one within the other (usage name, other given name?)",
    zoneDiffers: "{{part}}: “{{entered}}” entered, “{{zone}}” in the MRZ, different",
    zoneNotCompared: "{{part}}: “{{zone}}” in the MRZ, nothing entered to compare",
  },
  part: {
    documentCode: "Kind of document",
    issuingState: "Issuing state",
    nationality: "Nationality",
    sex: "Sex",
    familyName: "Family name",
    givenName: "Given name",
    number: "Document number",
    birthDate: "Date of birth",
    issueDate: "Date of issue",
    expiryDate: "Date of expiry",
    personalNumber: "Personal number",
    wholeZone: "Whole zone",
    other: "Other field",
  },
  issueDate: {
    title: "Date of the piece",
    label: "Date of issue as read on the piece",
    save: "Note the date",
    saved: "The date of the piece is noted.",
  },
  zone: {
    open: "Compare with the MRZ",
    label: "MRZ of the identity document",
    hint: "The two or three lines of letters and “<”, typed or pasted. They are not kept.",
    read: "Read the MRZ",
    take: "Take over into the fields",
    results: "Reading of the MRZ",
    unreadable: {
      empty: "Enter the MRZ.",
      lineCount: "An MRZ has two or three lines; {{lines}} entered.",
      character:
        "Line {{line}}: “{{character}}” does not exist in an MRZ (letters without accents, digits and <).",
      length: "Line {{line}}: {{length}} characters instead of {{expected}}.",
      format: "These lines are those of no known identity document.",
    },
  },
};
