import type { TextsOf } from "../i18n/texts-of.ts";
import type { documents as french } from "./texts.fr.ts";

export const documents: TextsOf<typeof french> = {
  tab: {
    organizationId: "Organization ID",
    holderId: "Holder ID",
    legalRepresentativeId: "Legal rep. ID",
    certificationAgentId: "Agent ID",
    paymentProof: "Proof of payment",
    attachment: "Attachment",
  },
  uploaded: "Uploaded on {{at}} by {{by}}",
  missing: "The subscriber has not uploaded this document yet.",
  onPaperTitle: "Document on paper",
  onPaper: "This document is not uploaded: it comes by post.",
  missingTitle: "Missing document",
  verdict: {
    title: "Verification of the piece",
    none: "This piece has not been verified yet.",
    compliant: "Compliant",
    nonCompliant: "Not compliant",
    by: "By {{name}}, {{at}}",
    notify: "Notify the subscriber…",
    saved: "Verification saved.",
    reason: "Reason",
    chooseReason: "Choose a reason",
    remark: "Remark",
    remarkHint: "For your colleagues; the subscriber reads the reason.",
    save: "Declare not compliant",
  },
  infogreffe: "See the company at Infogreffe",
  opensElsewhere: "(new tab)",
  attachment: {
    add: "Add an attachment",
    drop: "Choose PDF, JPEG or PNG files (20 MB at most), or drop them anywhere on the page",
    dropHere: "Drop the attachments here",
    added: "Attachment added.",
    retry: "Try again",
    leaveOut: "Leave out",
  },
};
