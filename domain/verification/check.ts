/**
 * Checks computed by the portal (DETAIL-4). Each says what it compared and what it found; none decides: the operator
 * judges. A finding is a code with the values compared; the screens put it into words.
 */
import { z } from "zod";

const day = z.iso.date();

/** The day that a date is compared with, and what it is the day of. */
export const referenceSchema = z.object({ on: day, of: z.enum(["submission", "creation", "today"]) });
export type Reference = z.infer<typeof referenceSchema>;

/**
 * Where the end of an identity document comes from: as printed; printed and extended by five years; counted from its date
 * of issue; counted from the month of issue that its number begins with.
 */
const basisSchema = z.enum(["printed", "extended", "issueDate", "issueMonth"]);

/** The parts of a machine-readable zone that can be wrong or be compared. */
export const zonePartSchema = z.enum([
  "documentCode",
  "issuingState",
  "nationality",
  "sex",
  "familyName",
  "givenName",
  "number",
  "birthDate",
  "issueDate",
  "expiryDate",
  "personalNumber",
  "wholeZone",
  "other",
]);
export type ZonePart = z.infer<typeof zonePartSchema>;

const bothValues = { part: zonePartSchema, entered: z.string(), zone: z.string() };
const ofProof = { issuedOn: day, reference: referenceSchema };
const ofIdentity = { validUntil: day, basis: basisSchema, reference: referenceSchema };

export const findingSchema = z.discriminatedUnion("code", [
  z.object({ code: z.literal("sirenKeyHolds") }),
  z.object({ code: z.literal("sirenKeyWrong") }),
  z.object({ code: z.literal("proofDateMissing") }),
  z.object({ code: z.literal("proofRecent"), ...ofProof, months: z.int() }),
  z.object({ code: z.literal("proofTooOld"), ...ofProof, months: z.int() }),
  z.object({ code: z.literal("proofIssuedAfter"), ...ofProof }),
  z.object({ code: z.literal("identityExpiryUnknown") }),
  z.object({ code: z.literal("identityDocumentValid"), ...ofIdentity }),
  z.object({ code: z.literal("identityDocumentExpired"), ...ofIdentity }),
  /** Only the month is known, and it is this one. */
  z.object({ code: z.literal("identityDocumentEnding"), reference: referenceSchema }),
  z.object({ code: z.literal("numberElsewhere"), orders: z.array(z.int()), more: z.int() }),
  z.object({ code: z.literal("numberNowhereElse") }),
  z.object({ code: z.literal("emailWellFormed") }),
  z.object({ code: z.literal("emailMalformed") }),
  z.object({ code: z.literal("phoneMobile"), country: z.string() }),
  z.object({ code: z.literal("phoneMaybeMobile"), country: z.string() }),
  z.object({ code: z.literal("phoneNotMobile"), country: z.string() }),
  z.object({ code: z.literal("phoneUnassigned"), country: z.string() }),
  z.object({ code: z.literal("phoneInvalid") }),
  z.object({ code: z.literal("zoneDigitsHold") }),
  z.object({ code: z.literal("zoneDigitWrong"), part: zonePartSchema }),
  z.object({ code: z.literal("zonePartUnreadable"), part: zonePartSchema }),
  z.object({
    code: z.literal("zoneAgrees"),
    ...bothValues,
    how: z.enum(["same", "truncated", "firstOfSeveral"]),
  }),
  /** One name holds the other, as a usage name or a second given name would explain. */
  z.object({ code: z.literal("zoneMayAgree"), ...bothValues }),
  z.object({ code: z.literal("zoneDiffers"), ...bothValues }),
  z.object({ code: z.literal("zoneNotCompared"), part: zonePartSchema, zone: z.string() }),
]);
export type Finding = z.infer<typeof findingSchema>;

export const checkStateSchema = z.enum(["ok", "attention", "undetermined"]);
export type CheckState = z.infer<typeof checkStateSchema>;

const STATE_OF: Record<Finding["code"], CheckState> = {
  sirenKeyHolds: "ok",
  sirenKeyWrong: "attention",
  proofDateMissing: "undetermined",
  proofRecent: "ok",
  proofTooOld: "attention",
  proofIssuedAfter: "attention",
  identityExpiryUnknown: "undetermined",
  identityDocumentValid: "ok",
  identityDocumentExpired: "attention",
  identityDocumentEnding: "undetermined",
  numberElsewhere: "attention",
  numberNowhereElse: "ok",
  emailWellFormed: "ok",
  emailMalformed: "attention",
  phoneMobile: "ok",
  phoneMaybeMobile: "undetermined",
  phoneNotMobile: "attention",
  phoneUnassigned: "undetermined",
  phoneInvalid: "attention",
  zoneDigitsHold: "ok",
  zoneDigitWrong: "attention",
  zonePartUnreadable: "attention",
  zoneAgrees: "ok",
  zoneMayAgree: "undetermined",
  zoneDiffers: "attention",
  zoneNotCompared: "undetermined",
};

/** What a check is about: a field by its path, a piece by its kind, or the holder's identity document. */
export const checkPlaceSchema = z.enum([
  "organization.siren",
  "organizationId",
  "identityDocument",
  "holder.email",
  "holder.mobile",
  "holder.otpContact",
  "legalRepresentative.email",
  "legalRepresentative.mobile",
  "certificationAgent.email",
  "certificationAgent.mobile",
  "subscriber.email",
  "subscriber.mobile",
]);
export type CheckPlace = z.infer<typeof checkPlaceSchema>;

export const checkSchema = z.object({
  about: checkPlaceSchema,
  state: checkStateSchema,
  finding: findingSchema,
});
export type Check = z.infer<typeof checkSchema>;

/** A finding where it belongs, with the state that it stands for. */
export function checkOf(about: CheckPlace, finding: Finding): Check {
  return { about, state: STATE_OF[finding.code], finding };
}
