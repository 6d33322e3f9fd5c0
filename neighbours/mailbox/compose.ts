/** Makes the message that would travel (RFC 5322, MIME). */
import { createTransport } from "nodemailer";
import type { MailMessage } from "../../server/ports/mailer.ts";

/** Sends nothing: gives the bytes. CRLF, as on the wire. */
const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });

export async function composeMessage(message: MailMessage, from: string, date: Date): Promise<Uint8Array> {
  const { message: bytes } = await transport.sendMail({
    disableFileAccess: true,
    disableUrlAccess: true,
    from,
    to: { name: "", address: message.to },
    messageId: `<${message.messageId}>`,
    date,
    subject: message.subject,
    text: message.text,
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: (message.attachments ?? []).map(({ fileName, mediaType, content }) => ({
      filename: fileName,
      contentType: mediaType,
      content: Buffer.from(content),
    })),
  });
  if (!Buffer.isBuffer(bytes)) throw new Error("the message was not composed in memory");
  return bytes;
}
