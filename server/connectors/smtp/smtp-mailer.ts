/** Mail through an SMTP server (RFC 5321). */
import { createTransport } from "nodemailer";
import type { Mailer } from "../../ports/mailer.ts";

/**
 * A mailer for `smtp://` (upgraded to TLS when the server offers it) or `smtps://`. `send` throws with the server's own
 * words when it does not take the message.
 */
export function createSmtpMailer(options: { url: string; from: string }): Mailer & { close(): void } {
  const transport = createTransport(options.url);
  return {
    async send({ messageId, to, subject, text, attachments }) {
      await transport.sendMail({
        from: options.from,
        to,
        subject,
        text,
        messageId: `<${messageId}>`,
        // Nobody answers an automatic message with another one (RFC 3834 §5).
        headers: { "Auto-Submitted": "auto-generated" },
        attachments: (attachments ?? []).map(({ fileName, mediaType, content }) => ({
          filename: fileName,
          contentType: mediaType,
          content: Buffer.from(content),
        })),
      });
    },
    close: () => transport.close(),
  };
}
