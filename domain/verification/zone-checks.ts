/** What a machine-readable zone says beside what the order says. */
import type { IdentityDocumentType } from "../order/order.ts";
import { type Check, checkOf, type Finding, type Reference, type ZonePart } from "./check.ts";
import type { Day } from "./day.ts";
import { identityValidity, monthOfIssue } from "./identity-validity.ts";
import { matchNames } from "./zone-names.ts";

/** A zone as it was read; what could not be read is null. */
export type Zone = {
  type: IdentityDocumentType;
  number: string | null;
  familyName: string | null;
  givenName: string | null;
  /** The fields of the names are full: they may go on. */
  isFamilyNameCut: boolean;
  isGivenNameCut: boolean;
  birthDate: Day | null;
  expiresOn: Day | null;
  wrongDigits: ZonePart[];
  unreadable: ZonePart[];
};

/** What the order and the operator's form say. Orders hold no date of birth: the zone's stands alone. */
export type Entered = {
  familyName: string;
  givenName: string;
  number: string | null;
  issuedOn: Day | null;
  expiresOn: Day | null;
};

/** The zone's own check digits first, then each part beside the order's, then whether the document is expired. */
export function zoneChecks(zone: Zone, entered: Entered, reference: Reference): Check[] {
  const findings: (Finding | undefined)[] = [
    ...zone.wrongDigits.map((part) => ({ code: "zoneDigitWrong" as const, part })),
    ...zone.unreadable.map((part) => ({ code: "zonePartUnreadable" as const, part })),
    zone.wrongDigits.length === 0 ? { code: "zoneDigitsHold" } : undefined,
    compareName("familyName", zone.familyName, entered.familyName, zone.isFamilyNameCut),
    compareName("givenName", zone.givenName, entered.givenName, zone.isGivenNameCut),
    compareValue("number", zone.number, entered.number),
    compareValue("birthDate", zone.birthDate, null),
    compareIssue(zone, entered.issuedOn),
    compareValue("expiryDate", zone.expiresOn, entered.expiresOn),
    validity(zone, entered, reference),
  ];
  return findings
    .filter((finding) => finding !== undefined)
    .map((finding) => checkOf("identityDocument", finding));
}

function compareName(
  part: "familyName" | "givenName",
  zone: string | null,
  entered: string,
  isCut: boolean,
): Finding | undefined {
  if (!zone) return undefined;
  const how = matchNames(entered, zone, { isCut, isGiven: part === "givenName" });
  if (how === "differs") return { code: "zoneDiffers", part, entered, zone };
  if (how === "mayAgree") return { code: "zoneMayAgree", part, entered, zone };
  return { code: "zoneAgrees", part, entered, zone, how };
}

function compareValue(part: ZonePart, zone: string | null, entered: string | null): Finding | undefined {
  if (!zone) return undefined;
  if (!entered) return { code: "zoneNotCompared", part, zone };
  return zone === entered
    ? { code: "zoneAgrees", part, entered, zone, how: "same" }
    : { code: "zoneDiffers", part, entered, zone };
}

/** The former French card has no date of issue in its zone, but its number begins with year and month. */
function compareIssue({ type, number }: Zone, issuedOn: Day | null): Finding | undefined {
  const month = type === "nationalIdentityCard" && number ? monthOfIssue(number)?.slice(0, 7) : undefined;
  if (!month || !issuedOn) return undefined;
  const both = { part: "issueDate" as const, entered: issuedOn, zone: month };
  return issuedOn.startsWith(month)
    ? { code: "zoneAgrees", ...both, how: "same" }
    : { code: "zoneDiffers", ...both };
}

/** The typed dates are those of this document unless the typed number is another's. */
function validity(zone: Zone, entered: Entered, reference: Reference): Finding | undefined {
  const { type, number, birthDate } = zone;
  if (!number) return undefined;
  const isSame = !entered.number || entered.number === number;
  const issuedOn = isSame ? entered.issuedOn : null;
  const expiresOn = zone.expiresOn ?? (isSame ? entered.expiresOn : null);
  return identityValidity({ type, number, issuedOn, expiresOn, birthDate }, reference);
}
