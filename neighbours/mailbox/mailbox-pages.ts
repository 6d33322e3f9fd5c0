/** The pages of the mailbox, in French. */
import { type Html, html, type Page, page } from "../pages/html.ts";
import type { StoredMail } from "./mailbox.ts";

const dateOf = (mail: StoredMail) =>
  new Date(mail.date).toLocaleString("fr-FR", {
    timeZone: "Europe/Paris",
    dateStyle: "short",
    timeStyle: "medium",
  });

/** The mails, newest first; with `to`, those of one recipient. */
export function listPage(all: StoredMail[], to: string | undefined): Page {
  const shown = all.filter((mail) => !to || mail.to === to);
  const rows = shown.map(
    (mail) => html`<li><a href="/mail/${mail.id}">${mail.subject}</a>
<span class="soft">${dateOf(mail)} — ${mail.to}</span></li>`,
  );
  const heading = to
    ? html`<p>Messages pour ${to}. <a href="/mail/">Tous les messages</a></p>`
    : html`<p class="soft">
Les messages envoyés par le portail et ses voisins restent sur ce poste.</p>`;
  const recipients = [...new Set(all.map((mail) => mail.to))].toSorted();
  const choice = html`<p class="soft">${recipients.map(
    (recipient) => html`<a href="/mail/?to=${encodeURIComponent(recipient)}">${recipient}</a> `,
  )}</p>`;
  const list = shown.length > 0 ? html`<ul>${rows}</ul>` : html`<p>Aucun message.</p>`;
  return page({ title: "Messagerie", body: html`<h1>Messagerie</h1>${heading}${to ? "" : choice}${list}` });
}

/** One mail: its headers, then its text as it is. */
export function messagePage(mail: StoredMail): Page {
  return page({
    title: mail.subject,
    body: html`<p><a href="/mail/">Messagerie</a></p><h1>${mail.subject}</h1>
<p class="soft">De ${mail.from}<br>À ${mail.to}<br>${dateOf(mail)} — <a href="/mail/${mail.id}.eml">message complet</a></p>
<pre>${linked(mail.text)}</pre>`,
  });
}

/** The text with its web addresses as links; everything else stays text. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
}
