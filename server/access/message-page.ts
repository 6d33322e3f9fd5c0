/** The few pages that stand outside the application: one message, one way on, nothing else of the portal. */
import type { FastifyReply } from "fastify";

const PAGES = {
  signedOut: [
    "Vous êtes déconnecté",
    "Votre session est terminée. Pensez à retirer votre carte.",
    "Se connecter",
  ],
  signInExpired: [
    "La connexion n'a pas abouti",
    "La demande de connexion a expiré ou a déjà servi. Recommencez.",
    "Recommencer",
  ],
  signInRefused: [
    "Connexion refusée",
    "Le fournisseur d'identité n'a pas confirmé votre identité.",
    "Recommencer",
  ],
  noRole: [
    "Accès refusé",
    "Votre certificat est reconnu, mais aucun rôle du Portail AE ne vous est attribué. Adressez-vous à votre administrateur.",
    "Recommencer",
  ],
  notFound: [
    "Page introuvable",
    "Cette adresse n'est pas celle d'une page du Portail AE.",
    "Aller au portail",
  ],
  providerUnavailable: [
    "Connexion impossible pour l'instant",
    "Le fournisseur d'identité ne répond pas. Réessayez dans un instant.",
    "Réessayer",
  ],
} as const satisfies Record<string, readonly [string, string, string]>;

export const MESSAGE_PAGE_STYLE = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f6f9, #15181d); }
  main { max-width: 30rem; margin: 1rem; padding: 2.5rem; border-radius: .75rem; background: light-dark(#fff, #1f242c);
    box-shadow: 0 1px 3px rgb(0 0 0 / .15); }
  h1 { font-size: 1.35rem; margin: 0 0 .75rem; } p { line-height: 1.55; margin: 0 0 1.5rem; }
  .name { color: light-dark(#45526a, #a9b4c6); font-weight: 600; margin: 0 0 1.5rem; }
  a.button, button { display: inline-block; padding: .65rem 1.1rem; border: 0; border-radius: .4rem; background: #1f4fa3;
    color: #fff; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
  a.button:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid #7ea6f4; outline-offset: 2px; }
  input { font: inherit; padding: .6rem; width: 100%; box-sizing: border-box; margin: .3rem 0 1rem; border-radius: .4rem;
    border: 1px solid light-dark(#8a94a6, #6b7585); background: transparent; color: inherit; }
  code { font-size: 1.15rem; user-select: all; overflow-wrap: anywhere; }
  .error { color: light-dark(#a3141f, #ff9a9a); font-weight: 600; }`;

/** Answers with one of the pages. */
export function messagePage(reply: FastifyReply, status: number, page: keyof typeof PAGES): FastifyReply {
  const [title, text, action] = PAGES[page];
  return sendPage(reply, status, title, `<p>${text}</p><a class="button" href="/">${action}</a>`);
}

/** A whole page around `body`, which must be safe HTML. Its style carries the nonce of the answer's policy. */
export function sendPage(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  const nonce = reply.cspNonce.style;
  return reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title} · Portail AE</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style nonce="${nonce}">${MESSAGE_PAGE_STYLE}</style>
</head><body><main><p class="name">Portail AE</p><h1>${title}</h1>${body}</main></body></html>`);
}
