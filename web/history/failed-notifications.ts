import type { JournalEntry } from "../../domain/journal/journal.ts";

/**
 * The entries (their ids) of notifications that failed and did not leave since, each with its message. What matters of a
 * message is its newest entry: whoever sent it again waits for the next answer.
 */
export function failedNotifications(newestFirst: readonly JournalEntry[]): ReadonlyMap<number, string> {
  const failed = new Map<number, string>();
  const told = new Set<string>();
  for (const { id, event } of newestFirst) {
    if (event.type !== "mailFailed" && event.type !== "mailSent" && event.type !== "notificationResent")
      continue;
    if (
      event.type === "mailFailed" &&
      event.purpose === "subscriberNotification" &&
      !told.has(event.messageId)
    )
      failed.set(id, event.messageId);
    told.add(event.messageId);
  }
  return failed;
}
