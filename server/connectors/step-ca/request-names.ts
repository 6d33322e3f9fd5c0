/**
 * The names of a certificate request, and those of the certificate. step-ca's provisioner lets a request through when its
 * token names what the request names (authority/provisioner/sign_options.go); the provisioner's template then takes the
 * approved subject from the token, and nothing from the request but its key.
 */

import { attributesOf } from "../../platform/distinguished-name.ts";
import { Pkcs10CertificateRequest, SubjectAlternativeNameExtension } from "../../platform/x509.ts";
import type { CertificateSubject } from "../../ports/certification-authority.ts";

/** `sub` and `sans` of the token. A request that cannot be read is left for the authority to refuse. */
export function namesOfRequest(csr: Uint8Array, otherwise: string): { sub: string; sans: string[] } {
  try {
    const request = new Pkcs10CertificateRequest(Buffer.from(csr));
    const [commonName = otherwise] = request.subjectName.getField("CN");
    const alternative = request.extensions.find((one) => one instanceof SubjectAlternativeNameExtension);
    return { sub: commonName || otherwise, sans: alternative?.names.items.map(({ value }) => value) ?? [] };
  } catch {
    return { sub: otherwise, sans: [] };
  }
}

/** Fields of a template's subject (https://smallstep.com/docs/step-ca/templates): the others go by their identifiers. */
const FIELDS: Record<string, string> = {
  "2.5.4.6": "country",
  "2.5.4.10": "organization",
  "2.5.4.11": "organizationalUnit",
  "2.5.4.3": "commonName",
  "2.5.4.5": "serialNumber",
};

/** The claim `portail`, for the template: `subject` and `sans` as it writes them. */
export function approvedNames(subject: CertificateSubject) {
  const fields: Record<string, unknown> = {};
  const extraNames: { type: string; value: string }[] = [];
  for (const { oid, value } of attributesOf(subject)) {
    const field = FIELDS[oid];
    if (field) fields[field] = value;
    else extraNames.push({ type: oid, value });
  }
  const sans = subject.email ? [{ type: "email", value: subject.email }] : [];
  return { subject: { ...fields, extraNames }, sans };
}
