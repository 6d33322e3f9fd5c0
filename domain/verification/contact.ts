/** Are e-mail addresses and telephone numbers well formed? Whether somebody answers there, no computation tells. */
import { z } from "zod";
import type { Finding } from "./check.ts";

/**
 * What the numbering plans say of a number. `unassigned`: it has the right length, in a range that is nobody's, such as
 * those set apart for fiction; plans change, so that it may have become somebody's. `none`: no country has such numbers.
 */
export type PhoneFacts = {
  kind: "mobile" | "maybeMobile" | "other" | "unassigned" | "none";
  /** ISO 3166-1 alpha-2; empty for numbers of no country. */
  country: string;
};

const address = z.email();

const CODE_OF = {
  mobile: "phoneMobile",
  maybeMobile: "phoneMaybeMobile",
  other: "phoneNotMobile",
  unassigned: "phoneUnassigned",
} as const;

/** Compares with the form of an address. */
export function emailForm(email: string): Finding {
  return { code: address.safeParse(email).success ? "emailWellFormed" : "emailMalformed" };
}

/** One-time codes go to mobiles: a number of another kind is pointed out. */
export function phoneForm({ kind, country }: PhoneFacts): Finding {
  return kind === "none" ? { code: "phoneInvalid" } : { code: CODE_OF[kind], country };
}
