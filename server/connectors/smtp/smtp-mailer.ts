/** E-mail over SMTP (RFC 5321). */
import { createTransport } from "nodemailer";
import type { Mailer } from "../../ports/mailer.ts";

/** A server that says nothing must not hold a job for ever: the job tries again. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Decided in one place for every message: texts and attachments are bytes, never addresses to read from. */
const NOTHING_FETCHED = { disableFileAccess: true, disableUrlAccess: true };

/** `url`: `smtp://user:password@host:587` or `smtps://…`, with nodemailer's options as its query. */
export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer & { close(): void } {
  const transport = createTransport({ url, pool: true, maxConnections: 3, ...TIMEOUTS }, { from });
  return {
    async send({ messageId, to, subject, text, attachments = [] }) {
      await transport.sendMail({
        ...NOTHING_FETCHED,
        messageId: `<${messageId}>`,
        // An object, so that no comma in an address makes two recipients of one.
        to: { name: "", address: to },
        subject,
        text,
        headers: { "Auto-Submitted": "auto-generated" },
        attachments: attachments.map(({ fileName, mediaType, content }) => ({
          filename: fileName,
          contentType: mediaType,
          content: Buffer.from(content),
        })),
      });
    },
    close: () => transport.close(),
  };
}
