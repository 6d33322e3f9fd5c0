/** Findings in words: what was compared, and what was found. */
import type { TFunction } from "i18next";
import type { Finding, Reference, ZonePart } from "../../domain/verification/check.ts";
import { countryName, formatDay } from "../ui/format.ts";

const DAYS: ReadonlySet<ZonePart> = new Set(["birthDate", "issueDate", "expiryDate"]);

/** The finding as one sentence. */
export function sentenceOf(finding: Finding, t: TFunction, language: string): string {
  switch (finding.code) {
    case "proofRecent":
    case "proofTooOld":
      return t(`checks.finding.${finding.code}`, {
        issuedOn: formatDay(finding.issuedOn),
        age: t("checks.age", { count: finding.months }),
        reference: onDay(finding.reference, t),
      });
    case "proofIssuedAfter":
      return t("checks.finding.proofIssuedAfter", {
        issuedOn: formatDay(finding.issuedOn),
        reference: onDay(finding.reference, t),
      });
    case "identityDocumentValid":
    case "identityDocumentExpired":
      return t(`checks.finding.${finding.code}`, {
        validUntil: formatDay(finding.validUntil),
        basis: t(`checks.basis.${finding.basis}`),
        reference: onDay(finding.reference, t),
      });
    case "identityDocumentEnding":
      return t("checks.finding.identityDocumentEnding", { reference: onDay(finding.reference, t) });
    case "numberElsewhere":
      return t("checks.finding.numberElsewhere", {
        orders: [...finding.orders.map(String), ...(finding.more > 0 ? ["…"] : [])].join(", "),
      });
    case "phoneMobile":
    case "phoneMaybeMobile":
    case "phoneNotMobile":
    case "phoneUnassigned":
      return t(`checks.finding.${finding.code}`, {
        country: finding.country ? countryName(finding.country, language) : t("checks.noCountry"),
      });
    case "zoneDigitWrong":
    case "zonePartUnreadable":
      return t(`checks.finding.${finding.code}`, { part: t(`checks.part.${finding.part}`) });
    case "zoneAgrees":
    case "zoneMayAgree":
    case "zoneDiffers":
      return t(
        `checks.finding.${finding.code === "zoneAgrees" ? (`zoneAgrees.${finding.how}` as const) : finding.code}`,
        {
          part: t(`checks.part.${finding.part}`),
          entered: shown(finding.part, finding.entered),
          zone: shown(finding.part, finding.zone),
        },
      );
    case "zoneNotCompared":
      return t("checks.finding.zoneNotCompared", {
        part: t(`checks.part.${finding.part}`),
        zone: shown(finding.part, finding.zone),
      });
    default:
      return t(`checks.finding.${finding.code}`);
  }
}

const onDay = ({ on, of }: Reference, t: TFunction) => t(`checks.reference.${of}`, { day: formatDay(on) });

const shown = (part: ZonePart, value: string) => (DAYS.has(part) ? formatDay(value) : value);
