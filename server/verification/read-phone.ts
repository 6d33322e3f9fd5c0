/** What the numbering plans of the world say of a telephone number. */
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { PhoneFacts } from "../../domain/verification/contact.ts";

/** Orders hold E.164. In North America a number does not tell whether it is a mobile's. */
export function readPhone(number: string): PhoneFacts {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed?.isValid()) return { isValid: false, kind: "other", country: "" };
  const type = parsed.getType();
  const kind = type === "MOBILE" ? "mobile" : type === "FIXED_LINE_OR_MOBILE" ? "maybeMobile" : "other";
  return { isValid: true, kind, country: parsed.country ?? "" };
}
