/**
 * The door of the validator of signed PDFs: the only file here that others import. Behind it are the reading of PDFs and
 * CMS, certificate paths, revocation and time-stamps; it needs `domain/` and Node's own modules, no package.
 *
 * Loading it is light. What reads PDFs is loaded in threads of its own ({@link createSignatureValidator}), or in the
 * caller's once asked for ({@link validationInThisThread}).
 */
import type { validatePdfSignatures } from "./report/report.ts";

export { readCertificate } from "./certificates/certificate.ts";
export { unreadableFile } from "./report/report-without.ts";
export type { ValidationOptions } from "./report/validation-options.ts";
export { readRevocationList } from "./revocation/crl.ts";
export { createSignatureValidator, type SignatureValidator } from "./signature-validator.ts";

/**
 * The validation without a thread of its own, hence without its limits of time and memory: for who measures it, or
 * gives it files of their own making.
 */
export async function validationInThisThread(): Promise<typeof validatePdfSignatures> {
  return (await import("./report/report.ts")).validatePdfSignatures;
}
