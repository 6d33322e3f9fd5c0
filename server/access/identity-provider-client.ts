/** The portal as an OpenID client: authorization code flow with PKCE (OpenID Connect Core §3.1, RFC 7636). */
import * as openid from "openid-client";
import { z } from "zod";
import { type Perimeter, perimeterOf } from "../../domain/access/perimeter.ts";
import { type Role, rolesFromProvider } from "../../domain/access/permissions.ts";

export type SignInRequest = { url: URL; state: string; nonce: string; codeVerifier: string };

export type SignedIn = {
  issuer: string;
  subject: string;
  displayName: string;
  roles: Role[];
  perimeter: Perimeter;
  idToken: string;
  providerSid: string | undefined;
};

const names = z.array(z.string()).catch([]);

/** Keycloak's shape for roles; the attachments are mapped from attributes of the operator. */
const claimsSchema = z.object({
  sub: z.string(),
  iss: z.string(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  sid: z.string().optional(),
  realm_access: z.object({ roles: names }).catch({ roles: [] }),
  registration_authorities: names,
  clients: names,
});

export type IdentityProviderClient = ReturnType<typeof createIdentityProviderClient>;

/** A client of the provider at `issuer`, which is asked for its metadata at the first sign-in and not before. */
export function createIdentityProviderClient(options: {
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  afterSignOut: string;
}) {
  let discovered: Promise<openid.Configuration> | undefined;

  /** A provider that is down now may be up at the next try: a failure is not kept. */
  function configuration(): Promise<openid.Configuration> {
    const issuer = new URL(options.issuer);
    // Only the embedded provider, on this very machine, goes without TLS.
    const insecure = issuer.protocol === "http:" && ["localhost", "127.0.0.1"].includes(issuer.hostname);
    discovered ??= openid
      .discovery(issuer, options.clientId, options.clientSecret, undefined, {
        execute: insecure ? [openid.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  }

  return {
    /** Throws unless the provider answers as the issuer that it is to be. */
    async check(): Promise<void> {
      await configuration();
    },

    /** Where to send the browser, and what its return must match. */
    async begin(): Promise<SignInRequest> {
      const state = openid.randomState();
      const nonce = openid.randomNonce();
      const codeVerifier = openid.randomPKCECodeVerifier();
      const url = openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: options.redirectUri,
        scope: "openid profile email roles",
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      return { url, state, nonce, codeVerifier };
    },

    /** Exchanges the code; throws when anything does not match. Somebody without a role of the portal has none here. */
    async complete(
      returned: URL,
      expected: { state: string; nonce: string; codeVerifier: string },
    ): Promise<SignedIn> {
      const tokens = await openid.authorizationCodeGrant(await configuration(), returned, {
        expectedState: expected.state,
        expectedNonce: expected.nonce,
        pkceCodeVerifier: expected.codeVerifier,
        idTokenExpected: true,
      });
      const claims = claimsSchema.parse(tokens.claims());
      const roles = rolesFromProvider(claims.realm_access.roles);
      return {
        issuer: claims.iss,
        subject: claims.sub,
        displayName: claims.name ?? claims.preferred_username ?? claims.sub,
        roles,
        perimeter: perimeterOf(roles, {
          registrationAuthorities: claims.registration_authorities,
          clients: claims.clients,
        }),
        idToken: tokens.id_token ?? "",
        providerSid: claims.sid,
      };
    },

    /** Where the browser ends the session at the provider too (OpenID Connect RP-Initiated Logout). */
    async signOutUrl(idToken: string): Promise<string> {
      const url = openid.buildEndSessionUrl(await configuration(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: options.afterSignOut,
      });
      return url.href;
    },
  };
}
