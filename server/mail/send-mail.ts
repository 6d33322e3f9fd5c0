/** Job: sends a mail of the outbox, once, and says in the history whether it left (NOTIFY-2). */
import { sql } from "kysely";
import { SYSTEM } from "../../domain/access/actor.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import { storableText } from "../../domain/order/fields.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { notifyChangeOf } from "../order/order-notices.ts";
import { type Database, inTransaction } from "../platform/database.ts";
import { MailRefusedError } from "../ports/mailer.ts";
import type { Services } from "../ports/services.ts";

/** For how long a message is taken, from the last time that its job said so. */
const LEASE = sql`interval '20 seconds'`;
const RENEWED_EVERY_MS = 5000;

/**
 * Sends the message and records it. A process that dies between the two sends it again under the same Message-ID,
 * by which mail servers and readers know a repetition. Throws when the server did not take it: tried again. What it refused
 * for good is over: the order shows the server's words, and an operator may have it sent again.
 */
export async function sendMail({ db, mailer, clock, log }: Services, messageId: string): Promise<void> {
  const message = await take(db, messageId);
  if (!message) return;
  const { purpose, recipient: to, subject, body: text } = message;
  const noted = (state: "sent" | "failed", answer: string | null, event: JournalEvent) =>
    record(db, message, { state, answer, at: clock.now() }, event);
  const renewing = setInterval(() => {
    renew(db, messageId).catch((error: unknown) =>
      log.warn({ err: error }, "keeping a mail that is being sent"),
    );
  }, RENEWED_EVERY_MS);
  try {
    await mailer.send({ messageId: `${messageId}@portail-ae`, to, subject, text });
  } catch (error) {
    const answer = error instanceof Error ? storableText(error.message) : "";
    await noted("failed", answer, { type: "mailFailed", messageId, purpose, answer });
    if (error instanceof MailRefusedError) return;
    throw error;
  } finally {
    clearInterval(renewing);
  }
  await noted("sent", null, { type: "mailSent", messageId, purpose });
}

/**
 * Takes the message, by one conditional UPDATE on the database's own time. An operator may have it sent again before the tries
 * are over: then two jobs carry the same message. Undefined when it has left already; throws while another job has it.
 */
async function take(db: Database, messageId: string) {
  const taken = await db
    .updateTable("message")
    .set({ sending_until: sql`now() + ${LEASE}` })
    .where("id", "=", messageId)
    .where("state", "<>", "sent")
    .where((where) =>
      where.or([where("sending_until", "is", null), where("sending_until", "<=", sql<Date>`now()`)]),
    )
    .returningAll()
    .executeTakeFirst();
  if (taken) return taken;
  const waiting = await db
    .selectFrom("message")
    .select("id")
    .where("id", "=", messageId)
    .where("state", "<>", "sent")
    .executeTakeFirst();
  if (waiting) throw new Error("another job is sending this message");
  return undefined;
}

async function renew(db: Database, messageId: string): Promise<void> {
  await db
    .updateTable("message")
    .set({ sending_until: sql`now() + ${LEASE}` })
    .where("id", "=", messageId)
    .execute();
}

type TakenMessage = NonNullable<Awaited<ReturnType<typeof take>>>;

/** Gives the message back with what became of it; its history says so once. */
async function record(
  db: Database,
  { id, purpose, order_number: orderNumber }: TakenMessage,
  { state, answer, at }: { state: "sent" | "failed"; answer: string | null; at: Date },
  event: JournalEvent,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable("message")
      .set({
        state,
        answer,
        sending_until: null,
        ...(state === "sent" ? { sent_at: at } : {}),
        // The code of a key container is for its holder's eyes: it does not stay here once it has left.
        ...(state === "sent" && purpose === "keyContainer" ? { body: "" } : {}),
      })
      .where("id", "=", id)
      // The first failure is told at once; the tries that follow are not told again, until somebody resends it.
      .where("state", "in", state === "sent" ? ["queued", "failed"] : ["queued"])
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) {
      await trx.updateTable("message").set({ sending_until: null }).where("id", "=", id).execute();
      return;
    }
    if (orderNumber !== null) await notifyChangeOf(trx, orderNumber);
    await appendToJournal(trx, { at, actor: SYSTEM, orderNumber, event });
  });
}
