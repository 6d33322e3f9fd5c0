/** What a person sees of the identity provider. */

import { type Html, html, type Page, page } from "../pages/html.ts";
import type { CardRefusal } from "./evaluate-card.ts";
import type { DemonstrationCard } from "./operators.ts";

const TITLE = "Connexion au Portail AE";

export type SignInPage = {
  /** Where « Se connecter avec ma carte » leads. */
  cardAddress: string;
  /** Absent when demonstration cards are not offered. */
  choice?: { action: string; token: string; cards: DemonstrationCard[] };
  formTargets: string[];
};

export function signInPage({ cardAddress, choice, formTargets }: SignInPage): Page {
  const body = html`<h1>${TITLE}</h1>
<p>Insérez votre carte d'opérateur dans le lecteur, puis choisissez son certificat quand le navigateur le demande.</p>
<p><a class="primary" href="${cardAddress}">Se connecter avec ma carte</a></p>
${choice ? cardChoice(choice) : ""}`;
  return page({ title: TITLE, body, formTargets });
}

function cardChoice({ action, token, cards }: NonNullable<SignInPage["choice"]>): Html {
  const buttons = (refused: boolean) =>
    cards
      .filter((card) => card.refused === refused)
      .map(
        ({ slug, name, description }) =>
          html`<li><button name="card" value="${slug}"><strong>${name}</strong><span>${description}</span></button></li>`,
      );
  return html`<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}">
<h2>Choisir une carte de démonstration</h2>
<p class="soft">Proposé sur ce poste seulement, pour essayer le portail sans carte ni lecteur.</p>
<ul>${buttons(false)}</ul>
<h2>Cartes refusées</h2>
<p class="soft">Pour voir ce que le portail en dit.</p>
<ul>${buttons(true)}</ul>
</form>`;
}

const REFUSALS: Record<CardRefusal, { title: string; text: string }> = {
  noCertificate: {
    title: "Aucun certificat présenté",
    text: "Le navigateur n'a présenté aucun certificat. Vérifiez que votre carte est insérée et que son certificat a été choisi.",
  },
  notIssuedByAuthority: {
    title: "Carte non reconnue",
    text: "Ce certificat n'a pas été émis par l'autorité de certification du portail.",
  },
  notForSignIn: {
    title: "Certificat inadapté",
    text: "Ce certificat n'est pas prévu pour s'authentifier. Choisissez le certificat d'authentification de votre carte.",
  },
  notYetValid: {
    title: "Carte pas encore valide",
    text: "La période de validité de votre carte n'a pas commencé.",
  },
  expired: {
    title: "Carte expirée",
    text: "La période de validité de votre carte est terminée. Demandez son renouvellement à votre responsable.",
  },
  revoked: {
    title: "Carte révoquée",
    text: "Votre carte a été révoquée : elle ne permet plus de se connecter.",
  },
  statusUnknown: {
    title: "Carte invérifiable",
    text: "L'autorité de certification n'a pas pu confirmer que votre carte est toujours valable. Réessayez dans quelques minutes.",
  },
  unknownOperator: {
    title: "Carte sans opérateur",
    text: "Cette carte est valable, mais aucun opérateur du portail ne la possède. Demandez à votre responsable de vous inscrire.",
  },
  operatorDisabled: {
    title: "Accès désactivé",
    text: "Votre accès au portail est désactivé. Adressez-vous à votre responsable.",
  },
};

/** Says why, and nothing else: no name, no serial number, nothing of the portal. */
export function refusalPage(reason: CardRefusal, tryAgain: string): Page {
  const { title, text } = REFUSALS[reason];
  const body = html`<div class="refusal"><h1>${title}</h1><p>${text}</p></div>
<p><a href="${tryAgain}">Réessayer</a></p>
<p class="soft">Pour présenter une autre carte, fermez d'abord toutes les fenêtres du navigateur : il retient le certificat choisi.</p>`;
  return page({ status: 403, title, body });
}

/** A sign-in that was left too long, or an address used twice. */
export function staleSignInPage(status = 400): Page {
  const title = "Connexion interrompue";
  const body = html`<h1>${title}</h1>
<p>Cette demande de connexion a expiré ou a déjà servi. Revenez au portail et connectez-vous à nouveau.</p>`;
  return page({ status, title, body });
}

export function errorPage(status: number, code: string): Page {
  const title = "Connexion impossible";
  const body = html`<h1>${title}</h1>
<p>La demande de connexion n'a pas pu aboutir. Revenez au portail et réessayez.</p><p class="soft">Code : ${code}</p>`;
  return page({ status, title, body });
}

/** `form` is the provider's own; a sign-out that the portal vouches for goes on by itself. */
export function signOutPage(form: Html, confirmed: boolean, formTargets: string[]): Page {
  const title = "Déconnexion du Portail AE";
  const body = html`<h1>${title}</h1>${form}
<p><button class="primary" form="op.logoutForm" name="logout" value="yes">Se déconnecter</button></p>`;
  // A click, not submit(): the button's own value has to go with the form.
  const script = `document.querySelector("button").click();`;
  return page({ title, body, formTargets, ...(confirmed ? { script } : {}) });
}

export function signedOutPage(): Page {
  const title = "Déconnecté";
  return page({ title, body: html`<h1>${title}</h1><p>Vous êtes déconnecté du Portail AE.</p>` });
}
