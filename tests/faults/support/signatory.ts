/** A signatory at the pages of the signature service, with what came by mail. */
import type { MailReceiver, ReceivedMail } from "../../doubles/mail-receiver.ts";
import { call } from "./office.ts";
import { patiently } from "./patience.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Opens the link of the invitation, asks for a code, and signs with it; again after an error, until the page says so. */
export async function signAs(
  mail: MailReceiver,
  number: number,
  who: "holder" | "agent" | "representative",
): Promise<void> {
  const isTheirs = ({ to, text, subject }: ReceivedMail) =>
    to.startsWith(`${who}-`) && `${subject} ${text}`.includes(`Commande N° ${number}`);
  const mine = () => mail.received.filter(isTheirs);
  let link = "";
  await patiently(`invitation of ${who} to ${number}`, async () => {
    const invited = mine().findLast(({ messageId }) => messageId.startsWith("invitation"));
    link = /http\S+\/sign\/\S+/.exec(invited?.text ?? "")?.[0] ?? "";
    return link !== "";
  });
  await patiently(`signature of ${who} on ${number}`, async () => {
    const page = await call(link, "GET", {});
    const text = String(page.body.text);
    if (text.includes("Vous avez signé le")) return true;
    if (page.status !== 200) return false;
    const code = lastCode(mine());
    if (!code || !text.includes("Signez avec votre code")) {
      await call(`${link}/code`, "POST", { headers: FORM });
      return false;
    }
    await submitCode(link, code);
    return false;
  });
}

function lastCode(mails: readonly ReceivedMail[]): string | undefined {
  const sent = mails.findLast(({ messageId }) => messageId.startsWith("code-"));
  return /\b(\d{6})\b/.exec(sent?.text ?? "")?.[1];
}

function submitCode(link: string, code: string): Promise<unknown> {
  const body = new TextEncoder().encode(new URLSearchParams({ code, consent: "yes" }).toString());
  return call(`${link}/sign`, "POST", { file: body, headers: FORM });
}
