/**
 * Is an identity document expired? French identity cards issued to adults from 2004 to 2013 print ten years and are valid
 * for fifteen (decree 2013-1188 of 18 December 2013); those issued since then print fifteen.
 */
import type { IdentityDocumentType } from "../order/order.ts";
import type { Finding, Reference } from "./check.ts";
import { addMonths, addYears, type Day, dayBefore } from "./day.ts";

export type IdentityDocumentDates = {
  type: IdentityDocumentType;
  number: string;
  issuedOn: Day | null;
  /** As printed. */
  expiresOn: Day | null;
  /** Known when the machine-readable zone was read: whoever was a minor has a card of ten years. */
  birthDate?: Day | null;
};

const FIFTEEN_YEARS_SINCE = "2004-01-01";
const PRINTED_SINCE = "2014-01-01";

/** Compares the end of the document, extended where the law extends it, with the day of reference. */
export function identityValidity(document: IdentityDocumentDates, reference: Reference): Finding {
  const { type, number, issuedOn, expiresOn } = document;
  const firstOfMonth = type === "nationalIdentityCard" ? monthOfIssue(number) : undefined;
  if (expiresOn) {
    const issued = issuedOn ?? firstOfMonth;
    return firstOfMonth && issued && isExtended(document, issued, expiresOn)
      ? found(addYears(expiresOn, 5), "extended", reference)
      : found(expiresOn, "printed", reference);
  }
  if (!firstOfMonth) return { code: "identityExpiryUnknown" };
  if (issuedOn) return found(endOf(document, issuedOn), "issueDate", reference);
  const earliest = endOf(document, firstOfMonth);
  const latest = endOf(document, dayBefore(addMonths(firstOfMonth, 1)));
  if (reference.on <= earliest) return found(earliest, "issueMonth", reference);
  if (reference.on > latest) return found(latest, "issueMonth", reference);
  return { code: "identityDocumentEnding", reference };
}

/**
 * The first day of the month in which a French card of 1988 to 2021 was issued: its twelve digits begin with year and
 * month. Undefined for any other number.
 */
export function monthOfIssue(number: string): Day | undefined {
  const [, year, month] = /^(\d{2})(0[1-9]|1[0-2])\d{8}$/.exec(number) ?? [];
  return year && month ? `${Number(year) >= 80 ? "19" : "20"}${year}-${month}-01` : undefined;
}

/** A longer term that is already printed is not extended again. */
function isExtended(document: IdentityDocumentDates, issued: Day, printed: Day): boolean {
  const inTime = issued >= FIFTEEN_YEARS_SINCE && issued < PRINTED_SINCE;
  return inTime && wasAdult(document, issued) && printed <= addMonths(addYears(issued, 10), 1);
}

function endOf(document: IdentityDocumentDates, issued: Day): Day {
  const isLong = issued >= FIFTEEN_YEARS_SINCE && wasAdult(document, issued);
  return dayBefore(addYears(issued, isLong ? 15 : 10));
}

const wasAdult = ({ birthDate }: IdentityDocumentDates, on: Day) =>
  !birthDate || addYears(birthDate, 18) <= on;

function found(
  validUntil: Day,
  basis: "printed" | "extended" | "issueDate" | "issueMonth",
  reference: Reference,
): Finding {
  const code = reference.on <= validUntil ? "identityDocumentValid" : "identityDocumentExpired";
  return { code, validUntil, basis, reference };
}
