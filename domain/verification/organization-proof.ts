/** Is the Kbis or the SIRENE notice younger than three months? The order portal asks for such a one. */
import type { Finding, Reference } from "./check.ts";
import { addMonths, type Day, wholeMonthsBetween } from "./day.ts";

const MONTHS = 3;

/** Compares the day of issue that an operator read on the piece. On the day that ends the third month it is too old. */
export function organizationProof(issuedOn: Day | null, reference: Reference): Finding {
  if (!issuedOn) return { code: "proofDateMissing" };
  if (issuedOn > reference.on) return { code: "proofIssuedAfter", issuedOn, reference };
  const code = reference.on < addMonths(issuedOn, MONTHS) ? "proofRecent" : "proofTooOld";
  return { code, issuedOn, reference, months: wholeMonthsBetween(issuedOn, reference.on) };
}
