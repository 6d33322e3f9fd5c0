/** What the outbox keeps of a mail (NOTIFY-2). */

/** Why it is sent. The journal keeps it with each mail, as text: entries outlive this list. */
export type MessagePurpose = "subscriberNotification" | "toVerify" | "toValidate" | "keyContainer";
export type MessageState = "queued" | "sent" | "failed";
