/** Are e-mail addresses and telephone numbers well formed? Whether somebody answers there, no computation tells. */
import { z } from "zod";
import type { Finding } from "./check.ts";

/** What the numbering plan says of a number; `country` is empty for numbers of no country. */
export type PhoneFacts = { isValid: boolean; kind: "mobile" | "maybeMobile" | "other"; country: string };

const address = z.email();

/** Compares with the form of an address. */
export function emailForm(email: string): Finding {
  return { code: address.safeParse(email).success ? "emailWellFormed" : "emailMalformed" };
}

/** One-time codes go to mobiles: a number of another kind is pointed out. */
export function phoneForm({ isValid, kind, country }: PhoneFacts): Finding {
  if (!isValid) return { code: "phoneInvalid" };
  if (kind === "mobile") return { code: "phoneMobile", country };
  return { code: kind === "maybeMobile" ? "phoneMaybeMobile" : "phoneNotMobile", country };
}
