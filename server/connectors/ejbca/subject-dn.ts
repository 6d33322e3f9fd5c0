/** A subject as EJBCA reads it: a line of RFC 4514 under EJBCA's own names of the attributes. */

import { attributesOf } from "../../platform/distinguished-name.ts";
import type { CertificateSubject } from "../../ports/certification-authority.ts";

/** https://docs.keyfactor.com/ejbca/latest/subject-distinguished-names; there `SN` is no surname. */
const EJBCA_NAMES: Record<string, string> = {
  "2.5.4.6": "C",
  "2.5.4.10": "O",
  "2.5.4.97": "ORGANIZATIONIDENTIFIER",
  "2.5.4.11": "OU",
  "2.5.4.3": "CN",
  "2.5.4.4": "SURNAME",
  "2.5.4.42": "GIVENNAME",
  "2.5.4.5": "SERIALNUMBER",
};

/** RFC 4514 §2.4. Since EJBCA 8.3 an equals sign must be escaped, too (its upgrade notes). */
function escaped(value: string): string {
  return value
    .replaceAll(/[\\,+"<>;=]/g, "\\$&")
    .replace(/^[ #]/, "\\$&")
    .replace(/(?<!^) $/, "\\ ");
}

/** The most general part last, as EJBCA writes names; it puts the parts into its own order. */
export function subjectDn(subject: CertificateSubject): string {
  return attributesOf(subject)
    .toReversed()
    .map(({ oid, value }) => `${EJBCA_NAMES[oid]}=${escaped(value)}`)
    .join(",");
}
