/** Sets the signatures found on a document against the signatories expected on it (DETAIL-5). */

import type { SignatoryRole } from "../order/document-to-sign.ts";
import { multiLine } from "../order/fields.ts";
import type { DocumentReport } from "./service-evidence.ts";
import type { SignatureResult } from "./signature-report.ts";

/**
 * What an operator types to accept signatures that the report does not find all valid: long enough to say something,
 * so that nobody does it by accident.
 */
export const validationReasonSchema = multiLine(1000).refine((text) => text.length >= 20, "required");

export type ExpectedSignatory = { role: SignatoryRole; givenName: string; familyName: string };

export type SignatoryVerdict = ExpectedSignatory & {
  /** The signature in this person's name, or the service's seal for all, if there is one. */
  signature?: SignatureResult;
  /** `signature` is the service's seal: that this person agreed is said by the service's evidence alone. */
  isSealed: boolean;
  signed: boolean;
  valid: boolean;
};

/**
 * A verdict for each expected signatory. Each signature counts once: somebody expected in two roles must have signed
 * twice. Names are compared without case and accents, as certificates and identity documents write them differently.
 * The service's seal stands for those of whom the service recorded that they signed.
 */
export function verdictsFor(
  report: DocumentReport,
  expected: readonly ExpectedSignatory[],
): SignatoryVerdict[] {
  const seal = report.signatures.find(({ field }) => field === report.serviceSeal);
  const left = report.signatures.filter((signature) => signature !== seal);
  return expected.map((signatory) => {
    const index = left.findIndex((signature) => isBy(signature, signatory));
    const own = index < 0 ? undefined : left.splice(index, 1)[0];
    const isSealed = !own && seal !== undefined && hasSigned(report, signatory.role);
    const signature = own ?? (isSealed ? seal : undefined);
    if (!signature) return { ...signatory, isSealed: false, signed: false, valid: false };
    return {
      ...signatory,
      signature,
      isSealed,
      signed: true,
      valid: signature.indication === "TOTAL-PASSED",
    };
  });
}

const hasSigned = ({ evidence }: DocumentReport, role: SignatoryRole): boolean =>
  evidence.some((known) => known.role === role && known.events.some(({ what }) => what === "signed"));

/** Whether every expected signatory signed validly, nobody else did, and the document as a whole passes. */
export function isFullySigned(report: DocumentReport, expected: readonly ExpectedSignatory[]): boolean {
  const verdicts = verdictsFor(report, expected);
  const used = new Set(verdicts.flatMap(({ signature }) => signature ?? []));
  return (
    report.indication === "TOTAL-PASSED" &&
    verdicts.length > 0 &&
    verdicts.every((verdict) => verdict.valid) &&
    report.signatures.every((signature) => used.has(signature))
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
