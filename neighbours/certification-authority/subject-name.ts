/** Distinguished names, built from structured values: no text form is ever parsed, so no character can escape. */

import { type Der, oid, printableString, sequence, setOfOne, utf8String } from "../../server/platform/der.ts";
import type { CertificateSubject } from "../../server/ports/certification-authority.ts";

type Attribute = { oid: string; encode: (text: string) => Der; value: string | undefined };

/** X.520 attributes, in the order of ETSI EN 319 412-2 §4.2.4: country first, the person last. */
const attributesOf = (subject: Partial<CertificateSubject>): Attribute[] => [
  { oid: "2.5.4.6", encode: printableString, value: subject.country },
  { oid: "2.5.4.10", encode: utf8String, value: subject.organization },
  { oid: "2.5.4.97", encode: utf8String, value: subject.organizationIdentifier },
  { oid: "2.5.4.11", encode: utf8String, value: subject.organizationalUnit },
  { oid: "2.5.4.3", encode: utf8String, value: subject.commonName },
  { oid: "2.5.4.4", encode: utf8String, value: subject.surname },
  { oid: "2.5.4.42", encode: utf8String, value: subject.givenName },
  { oid: "2.5.4.5", encode: printableString, value: subject.serialNumber },
];

/** The DER of a name; absent and empty parts are left out. */
export function distinguishedName(subject: Partial<CertificateSubject>): Der {
  const present = attributesOf(subject).filter(({ value }) => value);
  return sequence(
    ...present.map(({ oid: type, encode, value = "" }) => setOfOne(sequence(oid(type), encode(value)))),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
/** Beyond the bounds of RFC 5280 appendix A, which EN 319 412-2 lets names exceed, but not without end. */
const LONGEST_VALUE = 250;

/** Why this authority does not certify such a subject (a sentence for the operator), or undefined. */
export function refusalOfSubject(subject: CertificateSubject): string | undefined {
  if (!/^[A-Z]{2}$/.test(subject.country))
    return "Le pays du sujet n'est pas un code ISO 3166 de deux lettres.";
  if (!/^[A-Za-z0-9 '()+,\-./:=?]+$/.test(subject.serialNumber)) {
    return "Le numéro de série du sujet est vide ou contient un caractère interdit.";
  }
  for (const part of ["commonName", "surname", "givenName"] as const) {
    if (subject[part].trim() === "") return "Le nom du sujet est incomplet.";
  }
  const values = attributesOf(subject).map(({ value }) => value ?? "");
  if (values.some((value) => CONTROL_CHARACTERS.test(value))) {
    return "Le sujet contient un caractère de contrôle.";
  }
  if (values.some((value) => value.length > LONGEST_VALUE)) return "Une valeur du sujet est trop longue.";
  return undefined;
}
