/** Notifications to the subscriber (NOTIFY-1): one template per piece, with the reason if one is chosen, and a free message. */
import { z } from "zod";
import { type NonComplianceReason, nonComplianceReasons } from "../order/verdict.ts";

export const NOTIFICATION_TEMPLATES = [
  "organizationId",
  "holderId",
  "legalRepresentativeId",
  "certificationAgentId",
  "paymentProof",
  "free",
] as const;
export const notificationTemplateSchema = z.enum(NOTIFICATION_TEMPLATES);
export type NotificationTemplate = z.infer<typeof notificationTemplateSchema>;

/** The reasons that the template of a piece can give, in the order in which the screen offers them; none for a free message. */
export function reasonsOfTemplate(template: NotificationTemplate): readonly NonComplianceReason[] {
  return template === "free" ? [] : ["missing", ...nonComplianceReasons(template)];
}
