/** The pages that a signatory sees, in French. They work without a script. */
import { Html, html } from "../pages/html.ts";
import { documentsOf } from "./collection.ts";
import { dateText, ROLE_LABELS } from "./mails.ts";
import type { Visit } from "./signing-desk.ts";

const STYLE = new Html(`
:root{color-scheme:light;--ink:#15253c;--soft:#52637a;--line:#d5deea;--accent:#1f5aa6}
*{box-sizing:border-box}body{margin:0;background:#f2f5f9;color:var(--ink);font:16px/1.55 system-ui,"Segoe UI",Roboto,sans-serif}
header{background:#15253c;color:#fff;padding:14px 20px;font-weight:600}header span{opacity:.75;font-weight:400;margin-left:8px}
main{max-width:720px;margin:32px auto;padding:0 16px}section{background:#fff;border:1px solid var(--line);border-radius:10px;padding:24px;margin-bottom:20px}
h1{font-size:1.5rem;margin:0 0 8px;line-height:1.25}h2{font-size:1.1rem;margin:0 0 12px}p{margin:0 0 12px}.soft{color:var(--soft)}
ul.files{list-style:none;margin:0;padding:0}ul.files li{border-top:1px solid var(--line)}ul.files li:first-child{border-top:0}
ul.files a{display:flex;justify-content:space-between;gap:12px;padding:12px 4px;color:var(--accent);text-decoration:none;font-weight:500}
ul.files a:hover{text-decoration:underline}label{display:block;font-weight:600;margin-bottom:6px}
input[type=text],textarea{width:100%;font:inherit;padding:10px 12px;border:1px solid #8495ab;border-radius:8px;background:#fff;color:inherit}
input.code{max-width:220px;font-size:1.5rem;letter-spacing:.3em;font-variant-numeric:tabular-nums}
.check{display:flex;gap:10px;font-weight:400;margin:16px 0}.check input{margin-top:5px;flex:none;width:18px;height:18px}
button{font:inherit;font-weight:600;border-radius:8px;padding:10px 18px;border:1px solid var(--accent);background:var(--accent);color:#fff;cursor:pointer}
button.second{background:#fff;color:var(--accent)}button.danger{background:#fff;color:#a3231f;border-color:#a3231f}
:focus-visible{outline:3px solid #7fb0ee;outline-offset:2px}.alert{border-left:4px solid #a3231f;background:#fdf1f0;padding:12px 16px;border-radius:6px}
.note{border-left:4px solid var(--accent);background:#eef4fc;padding:12px 16px;border-radius:6px}summary{cursor:pointer;color:#a3231f;font-weight:600}
details form{margin-top:16px}form{margin:0}footer{max-width:720px;margin:0 auto 40px;padding:0 16px;font-size:.85rem;color:var(--soft)}`);

/** `nonce`: allows the one style of the page, and nothing else, under the content security policy. */
export function layout(title: string, nonce: string, body: Html): string {
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} – Signature électronique</title>
<style nonce="${nonce}">${STYLE}</style></head>
<body><header>Signature électronique<span>Portail AE</span></header><main>${body}</main>
<footer>Vos documents sont signés avec un certificat à usage unique établi à votre nom. L’heure, l’adresse réseau et la vérification du code sont conservées comme preuves.</footer>
</body></html>`.text;
}

export type Feedback = { kind: "alert" | "note"; text: string };

function feedbackBox(feedback: Feedback | undefined): Html | undefined {
  if (!feedback) return undefined;
  const role = feedback.kind === "alert" ? "alert" : "status";
  return html`<p class="${feedback.kind}" role="${role}">${feedback.text}</p>`;
}

function documentList({ collection, signer }: Visit, base: string): Html {
  const items = documentsOf(collection, signer.role).map(
    ({ kind, title }) =>
      html`<li><a href="${base}/documents/${kind}" target="_blank" rel="noopener">${title}<span>Lire (PDF)</span></a></li>`,
  );
  return html`<ul class="files">${items}</ul>`;
}

function codeForm(base: string, email: string, sent: boolean): Html {
  const request = html`<form method="post" action="${base}/code"><button class="${sent ? "second" : ""}">${sent ? "Recevoir un nouveau code" : "Recevoir mon code"}</button></form>`;
  if (!sent)
    return html`<section><h2>2. Recevez votre code</h2><p>Un code à six chiffres sera envoyé à ${email}.</p>${request}</section>`;
  return html`<section><h2>2. Signez avec votre code</h2>
<p class="soft">Un code à six chiffres a été envoyé à ${email}. Il est valable 10 minutes.</p>
<form method="post" action="${base}/sign"><label for="code">Code reçu par e-mail</label>
<input class="code" type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,8}" maxlength="8" required>
<label class="check"><input type="checkbox" name="consent" value="yes" required><span>J’ai lu ces documents et je consens à les signer électroniquement.</span></label>
<p><button>Signer les documents</button></p></form>${request}</section>`;
}

function refusalForm(base: string): Html {
  return html`<section><details><summary>Refuser de signer</summary>
<form method="post" action="${base}/refuse"><label for="reason">Motif du refus</label>
<textarea id="reason" name="reason" rows="3" maxlength="500" required></textarea>
<label class="check"><input type="checkbox" name="confirm" value="yes" required><span>Je confirme mon refus. Il met fin à la collecte pour tous les signataires.</span></label>
<button class="danger">Refuser de signer</button></form></details></section>`;
}

/** What is asked of a signatory who has not signed yet. `base`: the address of this signatory's pages. */
export function signingPage(visit: Visit, base: string, feedback: Feedback | undefined): Html {
  const { collection, signer, now } = visit;
  const sent = signer.code !== undefined && now < signer.code.expiresAt && signer.code.triesLeft > 0;
  return html`<section><h1>Documents à signer</h1>
<p>Bonjour ${signer.givenName} ${signer.familyName}. En tant que <strong>${ROLE_LABELS[signer.role]}</strong> (${signer.organization}), votre signature est demandée pour : <strong>${collection.label}</strong>.</p>
<p class="soft">À signer avant le ${dateText(collection.expiresAt)}.</p>${feedbackBox(feedback)}</section>
<section><h2>1. Lisez vos documents</h2>${documentList(visit, base)}</section>
${codeForm(base, signer.email, sent)}${refusalForm(base)}`;
}

function signedPage(visit: Visit, base: string): Html {
  const waiting = visit.collection.signers.filter((each) => !each.signedAt).length;
  const after =
    visit.state !== "open" || waiting === 0
      ? "Vous n’avez plus rien à faire."
      : "D’autres signatures sont encore attendues ; vous n’avez plus rien à faire.";
  const date = visit.signer.signedAt ? dateText(visit.signer.signedAt) : "";
  return html`<section><h1>Vos documents sont signés</h1>
<p class="note" role="status">Vous avez signé le ${date}. ${after}</p>${documentList(visit, base)}</section>`;
}

const ENDED: Record<Exclude<Visit["state"], "open">, { title: string; text: string }> = {
  completed: { title: "Signature terminée", text: "Tous les documents sont signés." },
  refused: {
    title: "Collecte interrompue",
    text: "Un signataire a refusé de signer : il n’y a plus rien à signer.",
  },
  expired: {
    title: "Délai dépassé",
    text: "Le délai de signature est dépassé. Un nouveau lien vous sera envoyé si la signature est relancée.",
  },
  cancelled: {
    title: "Collecte annulée",
    text: "Cette demande de signature a été annulée. Vous n’avez rien à faire.",
  },
  failed: {
    title: "Signature impossible",
    text: "La signature n’a pas pu être établie. L’autorité d’enregistrement en est avertie.",
  },
};

/** The page of a signatory who has nothing left to do, or undefined when there is something to sign. */
export function endPage(visit: Visit, base: string): { title: string; body: Html } | undefined {
  const { signer, state } = visit;
  if (signer.signedAt) return { title: "Documents signés", body: signedPage(visit, base) };
  if (state === "open") return undefined;
  const { title, text } = ENDED[state];
  const sentence = signer.refusedAt ? "Votre refus est enregistré et transmis." : text;
  return {
    title,
    body: html`<section><h1>${title}</h1><p class="note" role="status">${sentence}</p></section>`,
  };
}

export const NOT_FOUND_PAGE = html`<section><h1>Lien inconnu</h1>
<p>Ce lien de signature n’existe pas ou est incomplet. Vérifiez qu’il a été copié en entier depuis votre e-mail.</p></section>`;
