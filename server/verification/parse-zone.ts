/** Reads the lines of a machine-readable zone: which field is where, and which check digit does not hold. */
import { type ParseResult, parse } from "mrz";
import type { IdentityDocumentType } from "../../domain/order/order.ts";
import type { ZonePart } from "../../domain/verification/check.ts";
import type { Day } from "../../domain/verification/day.ts";
import type { Zone } from "../../domain/verification/zone-checks.ts";
import { zoneDay } from "../../domain/verification/zone-text.ts";

type Detail = ParseResult["details"][number];

const DIGIT_OF: Record<string, ZonePart> = {
  documentNumberCheckDigit: "number",
  birthDateCheckDigit: "birthDate",
  expirationDateCheckDigit: "expiryDate",
  personalNumberCheckDigit: "personalNumber",
  compositeCheckDigit: "wholeZone",
};

const PART_OF: Record<string, ZonePart> = {
  documentCode: "documentCode",
  issuingState: "issuingState",
  nationality: "nationality",
  sex: "sex",
  lastName: "familyName",
  firstName: "givenName",
  documentNumber: "number",
  birthDate: "birthDate",
  issueDate: "issueDate",
  expirationDate: "expiryDate",
  personalNumber: "personalNumber",
};

/** The zone in `lines`, or undefined when no kind of document is written so. `today` tells the century of births. */
export function parseZone(lines: readonly string[], today: Day): Zone | undefined {
  const result = parsed(lines);
  if (!result) return undefined;
  const { details, fields } = result;
  const invalid = details.filter(({ valid }) => !valid);
  const wrongDigits = invalid.flatMap(({ field }) => DIGIT_OF[field ?? ""] ?? []);
  const unreadable = invalid
    .filter(({ field }) => !DIGIT_OF[field ?? ""])
    .map(({ field }) => PART_OF[field ?? ""] ?? "other");
  return {
    type: typeOf(lines[0] ?? ""),
    // A wrong check digit does not make the number unknown: what stands there is compared all the same.
    number: result.documentNumber,
    familyName: nameOf(fields.lastName),
    givenName: nameOf(fields.firstName),
    isFamilyNameCut: isFull(details, "lastName", lines),
    isGivenNameCut: isFull(details, "firstName", lines),
    birthDate: zoneDay(fields.birthDate ?? "", "birth", today),
    expiresOn: zoneDay(fields.expirationDate ?? "", "expiry", today),
    wrongDigits,
    unreadable: [...new Set(unreadable)],
  };
}

/** The library throws on lines that fit no format; what they hold is a person's, and stays out of any message. */
function parsed(lines: readonly string[]): ParseResult | undefined {
  try {
    return parse(lines);
  } catch {
    return undefined;
  }
}

/** Residence permits begin with IR in France, with AR or TR elsewhere (Regulation (EC) 1030/2002 leaves it to states). */
function typeOf(firstLine: string): IdentityDocumentType {
  if (firstLine.startsWith("P")) return "passport";
  return /^[IAT]R/.test(firstLine) ? "residencePermit" : "nationalIdentityCard";
}

const nameOf = (field: string | null | undefined) => field?.replaceAll(/ +/g, " ") || null;

/** No filler at the end of the field: the name may have been cut there. */
function isFull(
  details: readonly Detail[],
  field: "lastName" | "firstName",
  lines: readonly string[],
): boolean {
  const range = details.find((detail) => detail.field === field)?.ranges[0];
  return range !== undefined && !(lines[range.line] ?? "").slice(range.start, range.end).endsWith("<");
}
