/** Notifications to the subscriber (NOTIFY-1): one template per piece, and a free message. */
import { z } from "zod";

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
