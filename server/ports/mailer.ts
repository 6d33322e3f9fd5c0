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

/** The server refused this message for good, in its own words: it would refuse it again. */
export class MailRefusedError extends Error {
  constructor(words: string, cause: unknown) {
    super(words, { cause });
    this.name = "MailRefusedError";
  }
}

export interface Mailer {
  /** Resolves once the server has taken the message; throws `MailRefusedError`, or what may be mended with the server's words. */
  send(message: MailMessage): Promise<void>;
}
