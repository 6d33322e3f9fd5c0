/** The pages of the order portal, in French. */

import type { IntakeOrder } from "../../domain/intake/intake-api.ts";
import type { OrderStatus } from "../../domain/order/order.ts";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { mandatoryPieces } from "../../domain/order/supporting-document.ts";
import { type Html, html, type Page, page } from "../pages/html.ts";
import type { IntakeRefusal, IntakeView } from "./intake-client.ts";
import { type Form, GROUPS, LABELS } from "./order-form.ts";

/** What the order portal itself remembers of an order. */
export type KnownOrder = { portuId: number; registrationAuthority: string; order: IntakeOrder };

const TITLE = "Portail de commande";

/** The forms of these pages lead nowhere but to the order portal itself. */
const SELF: string[] = [];

const PIECES: Record<SupportingDocumentKind, string> = {
  organizationId: "Kbis de moins de 3 mois ou avis SIRENE",
  holderId: "Pièce d'identité du porteur",
  legalRepresentativeId: "Pièce d'identité du représentant légal",
  certificationAgentId: "Pièce d'identité du mandataire",
  paymentProof: "Preuve de paiement",
  attachment: "Pièce jointe",
};

const STATUSES: Record<OrderStatus, string> = {
  incomplete: "Incomplète",
  toVerify: "En cours de vérification",
  signing: "En cours de signature",
  toValidate: "Signée, en cours de validation",
  toGenerate: "Certificat en cours de génération",
  toDeliver: "Certificat généré, en cours de livraison",
  delivered: "Certificat délivré",
  cancelled: "Annulée",
};

const FIELD_ERRORS: Record<string, string> = {
  required: "Champ obligatoire.",
  email: "Cette adresse e-mail n'est pas valable.",
  phone: "Numéro au format international, par exemple +33612345678.",
  siren: "Ce SIREN n'est pas valable : 9 chiffres avec leur clé.",
  tooLong: "Texte trop long.",
  invisible: "Ce texte contient des caractères invisibles.",
  unknownClient: "Ce client n'existe pas.",
};

const nameOf = ({ order }: KnownOrder) =>
  `${order.information.holder.givenName} ${order.information.holder.familyName}`;

/** The subscriber's orders, newest first. */
export function listPage(orders: KnownOrder[]): Page {
  const rows = orders.map(
    (order) => html`<tr><td><a href="/portu/${String(order.portuId)}">${String(order.portuId)}</a></td>
<td>${nameOf(order)}</td><td>${order.order.client}</td></tr>`,
  );
  const list =
    rows.length > 0
      ? html`<table><tr><th>Portu ID</th><th>Porteur</th><th>Client</th></tr>${rows}</table>`
      : html`<p>Aucune commande pour l'instant.</p>`;
  const body = html`<h1>${TITLE}</h1><p class="soft">Commandez un certificat, déposez ses pièces justificatives, puis
validez la commande : l'autorité d'enregistrement la vérifie.</p>
<p><a class="primary" href="/portu/nouvelle">Nouvelle commande</a></p>${list}`;
  return page({ title: TITLE, body, wide: true });
}

/** The form, with what was typed and what is wrong with it. */
export function newOrderPage(authorities: string[], form: Form, refusal?: IntakeRefusal): Page {
  const errorOf = (name: string): Html | "" => {
    const found = refusal?.problem.fields?.find(({ field }) => field.endsWith(name));
    return found ? html` <span class="error">${FIELD_ERRORS[found.code] ?? "Valeur incorrecte."}</span>` : "";
  };
  const field = (name: string, label: string) => html`<label for="${name}">${label}${errorOf(name)}</label>
<input id="${name}" name="${name}" value="${form[name] ?? ""}" maxlength="300">`;
  const choice = (
    name: string,
    label: string,
    options: [string, string][],
  ) => html`<label for="${name}">${label}</label>
<select id="${name}" name="${name}">${options.map(([value, text]) =>
    form[name] === value
      ? html`<option value="${value}" selected>${text}</option>`
      : html`<option value="${value}">${text}</option>`,
  )}</select>`;
  const groups = GROUPS.map(
    ({
      prefix,
      legend,
      optional,
      fields,
    }) => html`<fieldset><legend>${legend}${optional ? " (facultatif)" : ""}</legend>
${fields.map((name) => field(`${prefix}.${name}`, LABELS[name] ?? name))}</fieldset>`,
  );
  const body = html`<p><a href="/portu/">${TITLE}</a></p><h1>Nouvelle commande</h1>
${refusal ? html`<p class="error" role="alert">${refusal.words}</p>` : ""}
<form method="get" action="/portu/nouvelle"><button class="plain" name="exemple" value="1">Remplir avec un exemple</button></form>
<form method="post" action="/portu/nouvelle">
${choice(
  "registrationAuthority",
  "Autorité d'enregistrement",
  authorities.map((code) => [code, code]),
)}
${field("client", "Client")}
${choice("process", "Parcours", [
  ["digital", "Dématérialisé"],
  ["paper", "Papier"],
])}
${choice("type", "Type", [
  ["new", "Nouvelle demande"],
  ["renewal", "Renouvellement"],
])}
${choice("medium", "Support", [
  ["software", "Logiciel"],
  ["token", "Clé cryptographique"],
])}
${groups}
<p><button class="primary">Créer la commande</button></p></form>`;
  return page({
    status: refusal ? 422 : 200,
    title: "Nouvelle commande",
    body,
    formTargets: SELF,
    wide: true,
  });
}

/** One order: its pieces, then the subscriber's validation. */
export function orderPage(order: KnownOrder, view: IntakeView, message: string, status: number): Page {
  const editable = view.status === "incomplete" || view.status === "toVerify";
  const base = `/portu/${order.portuId}`;
  const pieces = mandatoryPieces(order.order.information).map((kind) => {
    const missing = view.missingPieces.includes(kind);
    return html`<tr><td>${PIECES[kind]}<br><span class="${missing ? "error" : "done"}">${missing ? "Manquante" : "Déposée"}</span></td>
<td>${editable ? pieceForms(`${base}/pieces/${kind}`, PIECES[kind]) : ""}</td></tr>`;
  });
  const validation =
    view.status === "incomplete" && order.order.process === "digital"
      ? html`<form method="post" action="${base}/validation"><button class="primary">Valider ma commande</button></form>`
      : "";
  const body = html`<p><a href="/portu/">${TITLE}</a></p><h1>Commande ${String(order.portuId)}</h1>
<p class="soft">${nameOf(order)} — ${order.order.client} — dossier N° ${String(view.number)}</p>
<p><strong>${STATUSES[view.status]}</strong></p>
${message ? html`<p class="error" role="alert">${message}</p>` : ""}
${order.order.process === "digital" ? html`<table>${pieces}</table>${validation}` : html`<p>Envoyez les documents par courrier à votre autorité d'enregistrement.</p>`}`;
  return page({ status, title: `Commande ${order.portuId}`, body, formTargets: SELF, wide: true });
}

function pieceForms(action: string, label: string): Html {
  return html`<div class="row"><form method="post" action="${action}" enctype="multipart/form-data">
<input type="file" name="file" required aria-label="Fichier : ${label}" accept="application/pdf,image/jpeg,image/png">
<button class="plain" aria-label="Déposer : ${label}">Déposer</button></form>
<form method="post" action="${action}"><button class="plain" aria-label="Utiliser un spécimen : ${label}">Utiliser un spécimen</button></form></div>`;
}
