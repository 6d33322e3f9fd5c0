/** Which subjects this authority certifies. */
import { attributesOf } from "../../server/platform/distinguished-name.ts";
import type { CertificateProfile, CertificateSubject } from "../../server/ports/certification-authority.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
/** Beyond the bounds of RFC 5280 appendix A, which EN 319 412-2 lets names exceed, but not without end. */
const LONGEST_VALUE = 250;

/** Why this authority does not certify such a subject (a sentence for the operator), or undefined. */
export function refusalOfSubject(
  profile: CertificateProfile,
  subject: CertificateSubject,
): string | undefined {
  if (!/^[A-Z]{2}$/.test(subject.country))
    return "Le pays du sujet n'est pas un code ISO 3166 de deux lettres.";
  const refusal = profile === "seal" ? refusalOfLegalPerson(subject) : refusalOfNaturalPerson(subject);
  if (refusal) return refusal;
  const values = attributesOf(subject).map(({ value }) => value);
  if (values.some((value) => CONTROL_CHARACTERS.test(value))) {
    return "Le sujet contient un caractère de contrôle.";
  }
  if (values.some((value) => value.length > LONGEST_VALUE)) return "Une valeur du sujet est trop longue.";
  return undefined;
}

const isEmpty = (text: string | undefined): boolean => !text || text.trim() === "";

/** ETSI EN 319 412-2 §4.2.4. */
function refusalOfNaturalPerson({ commonName, surname, givenName, serialNumber }: CertificateSubject) {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]+$/.test(serialNumber ?? ""))
    return "Le numéro de série du sujet est vide ou contient un caractère interdit.";
  if ([commonName, surname, givenName].some(isEmpty)) return "Le nom du sujet est incomplet.";
  return undefined;
}

/** ETSI EN 319 412-3 §4.2.1: an organization and its identifier, and nobody's name. */
function refusalOfLegalPerson(subject: CertificateSubject) {
  if ([subject.commonName, subject.organization, subject.organizationIdentifier].some(isEmpty))
    return "Le nom du sujet est incomplet.";
  if (subject.surname || subject.givenName) return "Un cachet ne nomme personne.";
  return undefined;
}
