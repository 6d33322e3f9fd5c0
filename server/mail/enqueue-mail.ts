/** Writes a mail into the outbox, in the operation's own transaction: it leaves exactly when the operation happened. */

import { randomUUID } from "node:crypto";
import type { MessagePurpose } from "../../domain/notifications/message.ts";
import type { Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { SEND_MAIL } from "./queues.ts";

export type NewMail = {
  orderNumber: number;
  purpose: MessagePurpose;
  recipient: string;
  subject: string;
  body: string;
  at: Date;
};

/** Gives the message's id, from which its Message-ID is made. */
export async function enqueueMail(services: Services, trx: Transaction, mail: NewMail): Promise<string> {
  const id = randomUUID();
  await trx
    .insertInto("message")
    .values({
      id,
      order_number: mail.orderNumber,
      purpose: mail.purpose,
      recipient: mail.recipient,
      subject: mail.subject,
      body: mail.body,
      created_at: mail.at,
    })
    .execute();
  await services.jobs.enqueue(trx, SEND_MAIL, { messageId: id });
  return id;
}
