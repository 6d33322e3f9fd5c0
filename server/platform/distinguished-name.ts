/**
 * The parts of a subject under their X.520 object identifiers, in the order of ETSI EN 319 412-2 §4.2.4. Built from
 * structured values: no text form is ever parsed, so no character can escape.
 */
import {
  type Der,
  oid,
  printableString,
  sequence,
  setOfOne,
  utf8String,
} from "../../domain/asn1/write-der.ts";

/** The parts of a name, as an authority is given them (`CertificateSubject`); each may be absent. */
export type NameParts = {
  country?: string;
  organization?: string;
  organizationIdentifier?: string;
  organizationalUnit?: string;
  commonName?: string;
  surname?: string;
  givenName?: string;
  serialNumber?: string;
};

export type SubjectAttribute = { oid: string; value: string };

/** Country and serial number are PrintableString (RFC 5280 appendix A). */
const PRINTABLE = new Set(["2.5.4.6", "2.5.4.5"]);

/** Absent and empty parts are left out; the e-mail address is no part of the name. */
export function attributesOf(subject: NameParts): SubjectAttribute[] {
  const parts: [string, string | undefined][] = [
    ["2.5.4.6", subject.country],
    ["2.5.4.10", subject.organization],
    ["2.5.4.97", subject.organizationIdentifier],
    ["2.5.4.11", subject.organizationalUnit],
    ["2.5.4.3", subject.commonName],
    ["2.5.4.4", subject.surname],
    ["2.5.4.42", subject.givenName],
    ["2.5.4.5", subject.serialNumber],
  ];
  return parts.flatMap(([type, value]) => (value ? [{ oid: type, value }] : []));
}

/** The name, DER. */
export function distinguishedName(subject: NameParts): Der {
  return sequence(
    ...attributesOf(subject).map(({ oid: type, value }) =>
      setOfOne(sequence(oid(type), PRINTABLE.has(type) ? printableString(value) : utf8String(value))),
    ),
  );
}
