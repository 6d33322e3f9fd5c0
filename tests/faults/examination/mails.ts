/** One mail for each notification, as whoever receives it tells: by its Message-ID. */
import type { Database } from "../../../server/platform/database.ts";
import type { ReceivedMail } from "../../doubles/mail-receiver.ts";

/** Of the portal's own outbox; the signature service writes under another. */
const OWN = /^([\da-f-]{36})@portail-ae$/;

/** Each as a sentence. */
export async function faultsOfMails(db: Database, received: readonly ReceivedMail[]): Promise<string[]> {
  const messages = await db
    .selectFrom("message")
    .select(["id", "state", "order_number", "purpose"])
    .execute();
  const ids = new Set(received.map(({ messageId }) => OWN.exec(messageId)?.[1]));
  const known = new Set(messages.map(({ id }) => id));
  return [
    ...messages
      .filter(({ id, state }) => state === "sent" && !ids.has(id))
      .map(
        ({ order_number, purpose }) =>
          `order ${order_number}: mail ${purpose} is noted as sent and did not come`,
      ),
    ...[...ids]
      .filter((id) => id !== undefined && !known.has(id))
      .map((id) => `mail ${id}: nobody knows of it`),
    ...repeatedUnderAnotherName(received),
  ];
}

function repeatedUnderAnotherName(received: readonly ReceivedMail[]): string[] {
  const byContent = Map.groupBy(received, ({ to, subject, text }) => JSON.stringify([to, subject, text]));
  return [...byContent.values()].flatMap((mails) => {
    const names = new Set(mails.map(({ messageId }) => messageId));
    const [first] = mails;
    return names.size > 1 ? [`“${first?.subject}” to ${first?.to}: ${names.size} Message-IDs`] : [];
  });
}

/** How many came more than once, each under its one Message-ID: receivers take them for one. */
export function repeated(received: readonly ReceivedMail[]): number {
  const byName = Map.groupBy(received, ({ messageId }) => messageId);
  return [...byName.values()].filter((mails) => mails.length > 1).length;
}
