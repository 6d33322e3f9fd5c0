/** Reads the mailbox as somebody who waits for a mail. */
import { expect, inject } from "vitest";

type Mail = { to: string; subject: string; text: string };

/** The newest mail to `to` whose subject or text matches; waits until it is there. */
export async function mailTo(to: string, matching: RegExp): Promise<Mail> {
  const address = `${inject("portal").neighboursUrl}/mail/api/messages?to=${encodeURIComponent(to)}`;
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const mails = (await (await fetch(address)).json()) as Mail[];
        found = mails.find((mail) => matching.test(mail.subject) || matching.test(mail.text));
        return found !== undefined;
      },
      { timeout: 60_000, message: `a mail to ${to} matching ${matching}` },
    )
    .toBe(true);
  if (!found) throw new Error("unreachable");
  return found;
}

/** The first group of the pattern in the mail's text. */
export function inMail(mail: Mail, pattern: RegExp): string {
  const value = pattern.exec(mail.text)?.[1];
  if (!value) throw new Error(`nothing like ${pattern} in: ${mail.text}`);
  return value;
}
