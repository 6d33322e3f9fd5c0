/** What a person sees of the mailbox. */
import { type Html, html, type Page, page } from "../pages/html.ts";
import type { StoredMessage } from "./message-store.ts";

const TITLE = "Boîte aux lettres";
const SHOWN = 200;

const dateFormat = new Intl.DateTimeFormat("fr-FR", {
  dateStyle: "short",
  timeStyle: "medium",
  timeZone: "Europe/Paris",
});

/** `base`: the path under which the mailbox is mounted. */
export function listPage(base: string, messages: StoredMessage[], to: string): Page {
  const items = messages.slice(0, SHOWN).map(
    (message) =>
      html`<li><a href="${base}/${message.id}">${message.subject}</a><br>
<span class="soft">${dateFormat.format(new Date(message.date))} – ${message.to}</span></li>`,
  );
  const count = messages.length > 1 ? `${messages.length} messages` : `${messages.length} message`;
  const body = html`<h1>${TITLE}</h1>
<p class="soft">Les messages que le portail et ses services envoient arrivent ici ; rien ne sort de cette machine.</p>
<form method="get" action="${base}/" role="search"><label for="to">Destinataire</label>
<input id="to" name="to" value="${to}" placeholder="adresse ou partie d'adresse" autocomplete="off"><button class="plain">Filtrer</button></form>
<p class="soft">${messages.length === 0 ? "Aucun message." : count}${messages.length > SHOWN ? `, dont les ${SHOWN} plus récents` : ""}</p>
<ul>${items}</ul>`;
  return page({ title: TITLE, body, formTargets: [] });
}

export function messagePage(base: string, message: StoredMessage): Page {
  const attachments = message.attachments.map(({ fileName, size }) => `${fileName} (${size} octets)`);
  const body = html`<p class="soft"><a href="${base}/">‹ Tous les messages</a> · <a href="${base}/?to=${encodeURIComponent(message.to)}">À ce destinataire</a></p>
<h1>${message.subject}</h1>
<p class="soft">De ${message.from}<br>À ${message.to}<br>Le ${dateFormat.format(new Date(message.date))}<br>Message-ID : ${message.messageId}
${attachments.length > 0 ? html`<br>Pièces jointes : ${attachments.join(", ")}` : ""}</p>
<pre>${linked(message.text)}</pre>
<p class="soft"><a href="${base}/${message.id}.eml">Le message tel qu'il voyage (.eml)</a></p>`;
  return page({ title: message.subject, body });
}

export const unknownPage = (base: string): Page =>
  page({
    status: 404,
    title: "Message inconnu",
    body: html`<h1>Message inconnu</h1><p>Ce message n'existe pas. <a href="${base}/">Tous les messages</a></p>`,
  });

/** The text, with web addresses as links: http and https only, and without the punctuation that ends a sentence. */
export function linked(text: string): Html[] {
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'«»]+/g)) {
    const address = match[0].replace(/[).,;:!?\]]+$/, "");
    if (!URL.canParse(address)) continue;
    parts.push(
      html`${text.slice(end, match.index)}<a href="${address}" rel="noopener noreferrer">${address}</a>`,
    );
    end = match.index + address.length;
  }
  return [...parts, html`${text.slice(end)}`];
}
