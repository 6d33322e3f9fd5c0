/** The order: its closed lists and the data that a subscriber enters (DETAIL-3, glossary in docs/decisions). */
import { z } from "zod";
import { calendarDay, isPhone, isSiren, oneLine } from "./fields.ts";

export const orderProcessSchema = z.enum(["digital", "paper"]);
export type OrderProcess = z.infer<typeof orderProcessSchema>;

export const orderTypeSchema = z.enum(["new", "renewal"]);
export type OrderType = z.infer<typeof orderTypeSchema>;

/** `token`: cryptographic token (IDPrime MD940); `software`: software certificate ("L"). */
export const mediumSchema = z.enum(["token", "software"]);
export type Medium = z.infer<typeof mediumSchema>;

export const ORDER_STATUSES = [
  "incomplete",
  "toVerify",
  "signing",
  "toValidate",
  "toGenerate",
  "toDeliver",
  "delivered",
  "cancelled",
] as const;
export const orderStatusSchema = z.enum(ORDER_STATUSES);
export type OrderStatus = z.infer<typeof orderStatusSchema>;

export const ORDER_PHASES = ["created", "validated", "generated", "delivered"] as const;
export const orderPhaseSchema = z.enum(ORDER_PHASES);
export type OrderPhase = z.infer<typeof orderPhaseSchema>;

/** Kinds of identity document an operator can choose for the holder (DETAIL-4). */
export const identityDocumentTypeSchema = z.enum(["nationalIdentityCard", "passport", "residencePermit"]);
export type IdentityDocumentType = z.infer<typeof identityDocumentTypeSchema>;

/**
 * CNI numbers have 12 characters (old) or 9 (2021), passports 9, permits 9 or more: letters and digits only. The dates, as
 * printed, may be left out. Error: `identityDocumentNumber`, `day`, `expiresBeforeIssue`.
 */
export const identityDocumentSchema = z
  .object({
    type: identityDocumentTypeSchema,
    number: z
      .string()
      .transform((value) => value.replaceAll(/[\s.-]/g, "").toUpperCase())
      .pipe(z.string().regex(/^[A-Z0-9]{6,20}$/, "identityDocumentNumber")),
    issuedOn: calendarDay.nullish(),
    expiresOn: calendarDay.nullish(),
  })
  .refine(({ issuedOn, expiresOn }) => !issuedOn || !expiresOn || issuedOn < expiresOn, {
    path: ["expiresOn"],
    message: "expiresBeforeIssue",
  });
export type IdentityDocument = z.infer<typeof identityDocumentSchema>;

const name = oneLine(100);
const email = z.string().trim().max(254).pipe(z.email("email"));
const phone = z.string().trim().refine(isPhone, "phone");

export const organizationSchema = z.object({
  name: oneLine(200),
  siren: z.string().refine(isSiren, "siren"),
});

export const postalAddressSchema = z.object({
  street: oneLine(200),
  postalCode: oneLine(20),
  city: oneLine(100),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/, "country"),
});

export const holderSchema = z.object({
  familyName: name,
  givenName: name,
  email,
  /** E.164. */
  mobile: phone,
  /** Where the one-time code goes: an e-mail address or a phone number. */
  otpContact: z.union([email, phone], { error: "otpContact" }),
  address: postalAddressSchema,
});

export const representativeSchema = z.object({
  familyName: name,
  givenName: name,
  email,
  mobile: phone,
  jobTitle: oneLine(100).optional(),
});

/** Everything the subscriber entered that an operator may modify (DETAIL-6). */
export const orderInformationSchema = z.object({
  organization: organizationSchema,
  holder: holderSchema,
  legalRepresentative: representativeSchema.optional(),
  certificationAgent: representativeSchema.optional(),
  cnbfNumber: oneLine(20).optional(),
  barNumber: oneLine(20).optional(),
});
export type OrderInformation = z.infer<typeof orderInformationSchema>;

/** The account of the order portal that created the order; receives the notifications. */
export const subscriberSchema = z.object({
  /** The account's identifier in the order portal. */
  accountId: oneLine(100),
  familyName: name,
  givenName: name,
  email,
  mobile: phone.optional(),
});
