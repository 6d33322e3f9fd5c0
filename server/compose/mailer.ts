import { createSmtpMailer } from "../connectors/smtp/smtp-mailer.ts";
import type { Config } from "../platform/config.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { Ending } from "./ending.ts";
import type { NeighbourPorts } from "./neighbours.ts";

/** E-mail: the server of `SMTP_URL`, or the embedded mailbox. */
export async function composeMailer(
  { mail }: Config,
  neighbours: NeighbourPorts,
  ending: Ending,
): Promise<Mailer> {
  if (!mail.smtpUrl) return neighbours.mailbox();
  const smtp = createSmtpMailer({ url: mail.smtpUrl, from: mail.from });
  ending.closeClients("SMTP", () => smtp.close());
  return smtp;
}
