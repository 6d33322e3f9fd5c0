/** What the numbering plans of the world say of a telephone number. */
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { PhoneFacts } from "../../domain/verification/contact.ts";

/** Orders hold E.164. In North America a number does not tell whether it is a mobile's. */
export function readPhone(number: string): PhoneFacts {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed?.isPossible()) return { kind: "none", country: "" };
  const country = parsed.country ?? "";
  if (!parsed.isValid()) return { kind: "unassigned", country };
  const type = parsed.getType();
  if (type === "FIXED_LINE_OR_MOBILE") return { kind: "maybeMobile", country };
  return { kind: type === "MOBILE" ? "mobile" : "other", country };
}
