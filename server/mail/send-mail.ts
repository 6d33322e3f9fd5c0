/** Job: sends a mail of the outbox, once, and says in the history whether it left (NOTIFY-2). */
import { sql } from "kysely";
import { SYSTEM } from "../../domain/access/actor.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import { storableText } from "../../domain/order/fields.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { notifyChangeOf } from "../order/order-notices.ts";
import { inTransaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";

/**
 * Sends the message and records it. A process that dies between the two sends it again under the same Message-ID,
 * by which mail servers and readers know a repetition. Throws when the server did not take it: tried again.
 */
export function sendMail(services: Services, messageId: string): Promise<void> {
  // An operator may have it sent again before the tries are over: then two jobs carry the same message. The lock ends
  // with its transaction, hence with the process too, and keeps nobody from the message's row meanwhile.
  return inTransaction(services.db, async (trx) => {
    const { rows } = await sql<{ taken: boolean }>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${messageId}, 0)) AS taken`.execute(trx);
    if (!rows[0]?.taken) throw new Error("another job is sending this message");
    await sendAndRecord(services, messageId);
  });
}

async function sendAndRecord(services: Services, messageId: string): Promise<void> {
  const { db, mailer, clock } = services;
  const message = await db
    .selectFrom("message")
    .selectAll()
    .where("id", "=", messageId)
    .where("state", "<>", "sent")
    .executeTakeFirst();
  if (!message) return;
  const { purpose, order_number: orderNumber, recipient: to, subject, body: text } = message;
  const record = (state: "sent" | "failed", answer: string | null, event: JournalEvent) =>
    inTransaction(db, async (trx) => {
      const at = clock.now();
      const { numUpdatedRows } = await trx
        .updateTable("message")
        .set({
          state,
          answer,
          ...(state === "sent" ? { sent_at: at } : {}),
          // The code of a key container is for its holder's eyes: it does not stay here once it has left.
          ...(state === "sent" && purpose === "keyContainer" ? { body: "" } : {}),
        })
        .where("id", "=", messageId)
        // The first failure is told at once; the tries that follow are not told again, until somebody resends it.
        .where("state", "in", state === "sent" ? ["queued", "failed"] : ["queued"])
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return;
      await appendToJournal(trx, { at, actor: SYSTEM, orderNumber, event });
      if (orderNumber !== null) await notifyChangeOf(trx, orderNumber);
    });

  try {
    await mailer.send({ messageId: `${messageId}@portail-ae`, to, subject, text });
  } catch (error) {
    const answer = error instanceof Error ? storableText(error.message) : "";
    await record("failed", answer, { type: "mailFailed", messageId, purpose, answer });
    throw error;
  }
  await record("sent", null, { type: "mailSent", messageId, purpose });
}
