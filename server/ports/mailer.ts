/** Sending of e-mail. */
export type MailMessage = {
  /** Stable across tries, so that a mail server or a reader can drop a repetition (RFC 5322 §3.6.4), without `<>`. */
  messageId: string;
  to: string;
  subject: string;
  /** Plain text; the only body: nothing to render, nothing to inject. */
  text: string;
  attachments?: { fileName: string; mediaType: string; content: Uint8Array }[];
};

export interface Mailer {
  /** Resolves once the server has taken the message; throws with the server's words otherwise. */
  send(message: MailMessage): Promise<void>;
}
