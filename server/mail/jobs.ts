import { handle, type JobHandler } from "../platform/jobs.ts";
import type { Services } from "../ports/services.ts";
import { SEND_MAIL } from "./queues.ts";
import { sendMail } from "./send-mail.ts";

/** What runs the outbox's queue. */
export const mailJobs = (services: Services): JobHandler[] => [
  handle(SEND_MAIL, ({ messageId }) => sendMail(services, messageId)),
];
