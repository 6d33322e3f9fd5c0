import type { TextsOf } from "../i18n/texts-of.ts";
import type { history as french } from "./texts.fr.ts";

export const history: TextsOf<typeof french> = {
  empty: "No operation yet.",
  more: "Show the whole history ({{count}})",
  less: "Shorten the history",
  signaturesAccepted: "Signatures accepted despite the report: {{document}}",
  actor: { operator: "operator", subscriber: "subscriber", system: "automatic" },
  purpose: {
    subscriberNotification: "notification to the subscriber",
    toVerify: "order to verify",
    toValidate: "signatures to validate",
    keyContainer: "software certificate",
  },
  export: "Export the history (JSON)",
  exportFileName: "History - order {{number}}.json",
  answer: "Answer of the server: {{answer}}",
  resend: "Send again",
  resent: "The notification is sent again.",
  cause: { refused: "refused", expired: "expired", failed: "failed", cancelled: "cancelled" },
  status: "Status",
};
