import { expect, test } from "vitest";
import type { JournalEntry, JournalEvent } from "../../domain/journal/journal.ts";
import { failedNotifications } from "./failed-notifications.ts";

const purpose = "subscriberNotification";
const requested: JournalEvent = { type: "notificationRequested", messageId: "a", subject: "", text: "" };
const failed: JournalEvent = { type: "mailFailed", messageId: "a", purpose, answer: "550" };
const resent: JournalEvent = { type: "notificationResent", messageId: "a", subject: "" };
const sent: JournalEvent = { type: "mailSent", messageId: "a", purpose };

/** From the oldest event to the newest; ids count from 1. */
const history = (...events: JournalEvent[]): JournalEntry[] =>
  events
    .map((event, index) => ({
      id: index + 1,
      at: "2025-05-12T13:42:00.000Z",
      actorKind: "system" as const,
      actorName: "",
      event,
    }))
    .reverse();

test("NOTIFY-2 what failed and did not leave since can be sent again, from its latest failure", () => {
  expect([...failedNotifications(history(requested, failed))]).toEqual([[2, "a"]]);
  expect([...failedNotifications(history(requested, failed, resent))]).toEqual([]);
  expect([...failedNotifications(history(requested, failed, resent, failed))]).toEqual([[4, "a"]]);
  expect([...failedNotifications(history(requested, failed, sent))]).toEqual([]);
});

test("NOTIFY-2 messages do not stand for one another, and only notifications are sent again", () => {
  const other: JournalEvent = { ...sent, messageId: "b" };
  expect([...failedNotifications(history(failed, other)).values()]).toEqual(["a"]);
  expect(failedNotifications(history({ ...failed, purpose: "toVerify" })).size).toBe(0);
});
