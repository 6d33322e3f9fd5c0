/** Sends a notification again that the mail server did not take (NOTIFY-2). */

import type { Operator } from "../../domain/access/actor.ts";
import { SEND_MAIL } from "../mail/queues.ts";
import { operate } from "../order/operate.ts";
import { outOfTurn } from "../order/out-of-turn.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";

/**
 * Puts the same message back into the outbox: under the same Message-ID, so that a server which took it in spite of its
 * answer recognises it. Refused unless its last try failed: a second click must not send it twice.
 */
export function resendNotification(
  services: Services,
  operator: Operator,
  { number, messageId }: { number: number; messageId: string },
): Promise<void> {
  return operate(services, operator, { number }, "resendNotification", async ({ order: { row }, trx }) => {
    const message = await trx
      .selectFrom("message")
      .select(["state", "subject"])
      .where("id", "=", messageId)
      .where("order_number", "=", row.number)
      // Mails that the portal itself decides upon are not an operator's to send again.
      .where("purpose", "=", "subscriberNotification")
      .forUpdate()
      .executeTakeFirst();
    if (!message) throw notFound();
    if (message.state !== "failed") throw outOfTurn("mailNotFailed", row.status);
    await trx
      .updateTable("message")
      .set({ state: "queued", answer: null })
      .where("id", "=", messageId)
      .execute();
    await services.jobs.enqueue(trx, SEND_MAIL, { messageId });
    return { events: [{ type: "notificationResent", messageId, subject: message.subject }] };
  });
}
