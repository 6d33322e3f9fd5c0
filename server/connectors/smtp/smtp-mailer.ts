/** E-mail over SMTP (RFC 5321). */
import { createTransport } from "nodemailer";
import { type Mailer, MailRefusedError } from "../../ports/mailer.ts";

/** A server that says nothing must not hold a job for ever: the job tries again. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Decided in one place for every message: texts and attachments are bytes, never addresses to read from. */
const NOTHING_FETCHED = { disableFileAccess: true, disableUrlAccess: true };

/** `url`: `smtp://user:password@host:587` or `smtps://…`, with nodemailer's options as its query. */
export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer & { close(): void } {
  const transport = createTransport({ url, pool: true, maxConnections: 3, ...TIMEOUTS }, { from });
  return {
    async send({ messageId, to, subject, text, attachments = [] }) {
      const mail = {
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
      };
      await transport.sendMail(mail).catch((error: unknown) => {
        if (isRefusal(error)) throw new MailRefusedError(error.message, error);
        throw error;
      });
    },
    close: () => transport.close(),
  };
}

/** nodemailer's codes for what a server answers about a message: its sender or recipient, its content. */
const ABOUT_THE_MESSAGE = new Set(["EENVELOPE", "EMESSAGE"]);
/** It asks for a sign-in or for encryption (RFC 4954 §6, RFC 3207 §4): whoever configures the portal mends that. */
const ABOUT_THE_SESSION = new Set([530, 534, 535, 538]);

/**
 * Whether a server that works refused the message itself: 5yz, “permanent negative completion” (RFC 5321 §4.2.1). 4yz, and
 * a refused password, will be otherwise one day.
 */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error) || !("code" in error) || !("responseCode" in error)) return false;
  const answer = Number(error.responseCode);
  return (
    ABOUT_THE_MESSAGE.has(String(error.code)) &&
    answer >= 500 &&
    answer < 600 &&
    !ABOUT_THE_SESSION.has(answer)
  );
}
