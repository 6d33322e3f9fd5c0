/** What comes from an authority is checked before it is believed (RFC 5280 §6). */
import { attributesOf, type SubjectAttribute } from "../platform/distinguished-name.ts";
import type { CertificateSubject, IssuedCertificate } from "../ports/certification-authority.ts";
import { isChained, type ReadCertificate, readCertificate } from "./read-certificate.ts";
import { publicKeyOfRequest } from "./read-request.ts";

/** The authority answered with a certificate that is not the one asked for. A person has to look. */
export class UnexpectedCertificateError extends Error {
  readonly wrong: "subject" | "key" | "chain";

  constructor(wrong: "subject" | "key" | "chain") {
    super(`the certificate has another ${wrong}`);
    this.wrong = wrong;
  }
}

/**
 * Checks that the certificate has the approved subject, the key of the request if there was one, and a chain that holds
 * at `at`. Gives it read. Throws `UnexpectedCertificateError` otherwise.
 */
export function checkIssued(
  issued: IssuedCertificate,
  asked: { subject: CertificateSubject; csr: Uint8Array | undefined; at: Date },
): ReadCertificate {
  const certificate = readCertificate(issued.certificate);
  if (!hasSubject(certificate, asked.subject)) throw new UnexpectedCertificateError("subject");
  if (asked.csr && Buffer.compare(publicKeyOfRequest(asked.csr), certificate.publicKey) !== 0)
    throw new UnexpectedCertificateError("key");
  if (!isChained([issued.certificate, ...issued.chain], asked.at))
    throw new UnexpectedCertificateError("chain");
  return certificate;
}

/** The same attributes with the same values, no more and no fewer, in any order. */
function hasSubject(certificate: ReadCertificate, subject: CertificateSubject): boolean {
  const asText = (parts: readonly SubjectAttribute[]) =>
    JSON.stringify(parts.map(({ oid, value }) => JSON.stringify([oid, value])).sort());
  return asText(attributesOf(subject)) === asText(certificate.subject);
}
