/** Sets the signatures found on a document against the signatories expected on it (DETAIL-5). */

import type { SignatoryRole } from "../documents/document-to-sign.ts";
import { multiLine } from "../orders/fields.ts";
import type { SignatureReport, SignatureResult } from "./signature-report.ts";

/**
 * What an operator types to accept signatures that the report does not find all valid: long enough to say something,
 * so that nobody does it by accident.
 */
export const validationReasonSchema = multiLine(1000).refine((text) => text.length >= 20, "required");

export type ExpectedSignatory = { role: SignatoryRole; givenName: string; familyName: string };

export type SignatoryVerdict = ExpectedSignatory & {
  /** The signature in this person's name, if there is one. */
  signature?: SignatureResult;
  signed: boolean;
  valid: boolean;
};

/**
 * A verdict for each expected signatory. Each signature counts once: somebody expected in two roles must have signed
 * twice. Names are compared without case and accents, as certificates and identity documents write them differently.
 */
export function verdictsFor(
  report: SignatureReport,
  expected: readonly ExpectedSignatory[],
): SignatoryVerdict[] {
  const left = [...report.signatures];
  return expected.map((signatory) => {
    const index = left.findIndex((signature) => isBy(signature, signatory));
    const signature = index < 0 ? undefined : left.splice(index, 1)[0];
    if (!signature) return { ...signatory, signed: false, valid: false };
    return { ...signatory, signature, signed: true, valid: signature.indication === "TOTAL-PASSED" };
  });
}

/** Whether every expected signatory signed validly, nobody else did, and the document as a whole passes. */
export function isFullySigned(report: SignatureReport, expected: readonly ExpectedSignatory[]): boolean {
  return (
    report.indication === "TOTAL-PASSED" &&
    report.signatures.length === expected.length &&
    verdictsFor(report, expected).every((verdict) => verdict.valid)
  );
}

function isBy(signature: SignatureResult, person: { givenName: string; familyName: string }): boolean {
  const { signer } = signature;
  return (
    signer !== undefined &&
    folded(signer.surname) === folded(person.familyName) &&
    folded(signer.givenName) === folded(person.givenName)
  );
}

function folded(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(/[\s'’-]+/g, " ")
    .trim()
    .toLowerCase();
}
