import type { TextsOf } from "../i18n/texts-of.ts";
import type { notifications as french } from "./texts.fr.ts";

export const notifications: TextsOf<typeof french> = {
  open: "Send a notification to the subscriber",
  title: "Send a notification",
  intro: "Send a notification to the subscriber if one of the documents is missing or not valid.",
  piece: "Supporting document not valid / missing",
  template: {
    organizationId: "Identity of the organization",
    holderId: "Holder's identity document",
    legalRepresentativeId: "Legal representative's identity document",
    certificationAgentId: "Certification agent's identity document",
    paymentProof: "Proof of payment",
    free: "Free message",
  },
  reason: {
    label: "Reason",
    none: "No particular reason",
  },
  description: "Description",
  recipient: "Recipient: {{name}} ({{email}})",
  declareIncomplete: "Declare the order incomplete",
  cancel: "Cancel",
  send: "Send a notification",
  sent: "The notification is sent.",
};
