/** Sends a message to the subscriber, and declares the order incomplete if asked, as one operation (NOTIFY-1). */
import type { Operator } from "../../domain/access/actor.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import { type NotificationTemplate, reasonsOfTemplate } from "../../domain/notifications/notification.ts";
import type { NonComplianceReason } from "../../domain/order/verdict.ts";
import { enqueueMail } from "../mail/enqueue-mail.ts";
import { operate, type Target } from "../order/operate.ts";
import { readOrder } from "../order/read-order.ts";
import { ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { fillTemplate, notificationSubject } from "./templates.ts";

/** The message goes out once the operation is committed. */
export function notifySubscriber(
  services: Services,
  operator: Operator,
  target: Target,
  message: { text: string; declareIncomplete: boolean },
): Promise<void> {
  const operation = message.declareIncomplete ? "declareIncomplete" : "notify";
  return operate(services, operator, target, operation, async ({ order: { row }, trx, next, at }) => {
    const subject = notificationSubject(row.number);
    const messageId = await enqueueMail(services, trx, {
      orderNumber: row.number,
      purpose: "subscriberNotification",
      recipient: row.subscriber_email,
      subject,
      body: message.text,
      at,
    });
    const events: JournalEvent[] = [
      { type: "notificationRequested", messageId, subject, text: message.text },
    ];
    if (message.declareIncomplete) events.push({ type: "declaredIncomplete", from: row.status, to: next });
    return { events };
  });
}

/** A template filled with the order's data, to be edited before it is sent. */
export async function previewNotification(
  services: Services,
  operator: Operator,
  { number, template }: { number: number; template: NotificationTemplate },
  reason?: NonComplianceReason,
): Promise<{ subject: string; text: string }> {
  const order = await readOrder(services, operator, number);
  if (reason && !reasonsOfTemplate(template).includes(reason))
    throw new ProblemError("invalidRequest", { fields: [{ field: "reason", code: "invalid" }] });
  const { orderPortalUrl, contact } = services.config;
  const text = await fillTemplate(services, template, reason, {
    orderNumber: number,
    holder: order.row.information.holder,
    orderPortalUrl,
    signature: `L'équipe ${contact.name}`,
  });
  return { subject: notificationSubject(number), text };
}
