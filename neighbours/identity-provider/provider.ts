/** Configures the OpenID provider: one flow (code with PKCE), one way to sign in (a card), nothing else. */
import { type Configuration, interactionPolicy, type KoaContextWithOIDC, Provider } from "oidc-provider";
import { Html, type Page } from "../pages/html.ts";
import { accountFinder, CLAIMS_OF_SCOPES } from "./accounts.ts";
import { evaluateCard } from "./evaluate-card.ts";
import { memoryStores } from "./memory-store.ts";
import { errorPage, signedOutPage, signOutPage } from "./pages.ts";
import type { ProviderKeys } from "./provider-keys.ts";
import type { AcceptedCard, SignInSteps } from "./sign-in-steps.ts";

/** A confidential client, in the names of OpenID Connect Dynamic Registration §2. */
export type ProviderClient = {
  client_id: string;
  client_secret: string;
  redirect_uris: string[];
  post_logout_redirect_uris: string[];
  backchannel_logout_uri?: string;
};

/** The card that each signed-in operator presented last, by operator: looked at again when a session is reused. */
export type CardsInUse = Map<string, AcceptedCard>;

export type ProviderOptions = {
  issuer: string;
  clients: ProviderClient[];
  keys: ProviderKeys;
  steps: SignInSteps;
  cardsInUse: CardsInUse;
};

const HOUR = 3600;

export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configuration(options));
  // Behind a proxy of this machine the scheme and the host come from it; cookies and addresses follow the issuer.
  provider.proxy = options.issuer.startsWith("https:");
  return provider;
}

function configuration({ issuer, clients, keys, steps, cardsInUse }: ProviderOptions): Configuration {
  const path = new URL(issuer).pathname.replace(/\/$/, "");
  const cookie = {
    httpOnly: true,
    sameSite: "lax",
    signed: true,
    secure: issuer.startsWith("https:"),
  } as const;
  return {
    adapter: memoryStores(),
    clients: clients.map((client) => ({ ...CLIENT_DEFAULTS, ...client })),
    jwks: keys.jwks,
    cookies: {
      keys: keys.cookieKeys,
      long: { ...cookie, path: path || "/" },
      short: cookie,
      names: { session: "idp_session", interaction: "idp_interaction", resume: "idp_interaction_resume" },
    },
    findAccount: accountFinder(steps.rules.operators),
    claims: { ...CLAIMS_OF_SCOPES, acr: null, auth_time: null, iss: null, sid: null },
    scopes: ["openid", "profile", "email", "roles"],
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    pkce: { required: () => true },
    interactions: {
      policy: cardPolicy(steps, cardsInUse),
      url: (_, { uid }) => `${path}/interaction/${uid}`,
    },
    loadExistingGrant: grantEverythingAsked,
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => renderSignOut(ctx, form, originsOf(clients)),
        postLogoutSuccessSource: (ctx) => render(ctx, signedOutPage()),
      },
    },
    renderError: (ctx, { error }) => render(ctx, errorPage(ctx.status, error)),
    // Clients are configured, not registered by strangers: their addresses on this machine are meant.
    fetch: (url, init) => fetch(url, { ...init, dispatcher: undefined } as RequestInit),
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 600,
      IdToken: HOUR,
      Interaction: 600,
      Session: 12 * HOUR,
      Grant: 12 * HOUR,
    },
  };
}

const CLIENT_DEFAULTS = {
  response_types: ["code" as const],
  grant_types: ["authorization_code"],
  backchannel_logout_session_required: true,
};

/** Where a form of the provider may end: the portals' own origins. */
export const originsOf = (clients: ProviderClient[]): string[] => [
  ...new Set(
    clients
      .flatMap((client) => [...client.redirect_uris, ...client.post_logout_redirect_uris])
      .map((address) => new URL(address).origin),
  ),
];

/**
 * Single sign-on lasts as long as the card is good: before a session is used again, its card is checked again.
 * There is no consent to ask for: the only clients are the portal's own.
 */
function cardPolicy({ rules }: SignInSteps, cardsInUse: CardsInUse): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  const stillGood = async ({ oidc }: KoaContextWithOIDC) => {
    const { accountId } = oidc.session ?? {};
    if (accountId === undefined || oidc.result?.login) return false;
    const verdict = await evaluateCard(cardsInUse.get(accountId)?.certificate, rules);
    return !(verdict.accepted && verdict.operator.id === accountId);
  };
  const description = "the card is no longer accepted";
  policy
    .get("login")
    ?.checks.add(new interactionPolicy.Check("card", description, "login_required", stillGood));
  return policy;
}

async function grantEverythingAsked(ctx: KoaContextWithOIDC) {
  const { client, session, params, provider } = ctx.oidc;
  if (!client || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(String(params?.scope ?? "openid"));
  await grant.save();
  return grant;
}

/** Only a sign-out that carries the portal's ID token goes on unasked: a stranger's link must not sign anybody out. */
function renderSignOut(ctx: KoaContextWithOIDC, form: string, formTargets: string[]): void {
  const confirmed = ctx.oidc.entities.IdTokenHint !== undefined;
  render(ctx, signOutPage(new Html(form), confirmed, formTargets));
}

function render(ctx: KoaContextWithOIDC, { status, headers, body }: Page): void {
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body;
}
