import { queue } from "../platform/jobs.ts";

/** A message of the outbox is to leave (NOTIFY-2). */
export const SEND_MAIL = queue<{ messageId: string }>("sendMail");
