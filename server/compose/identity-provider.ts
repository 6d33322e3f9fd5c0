import type { EmbeddedIdentityProvider, EmbeddedNeighbours } from "../../neighbours/embedded-neighbours.ts";
import {
  createIdentityProviderClient,
  type IdentityProviderClient,
} from "../access/identity-provider-client.ts";
import { type Config, ConfigurationError } from "../platform/config.ts";
import { derivedSecret } from "../platform/derived-secret.ts";

export type ComposedIdentityProvider = {
  client: IdentityProviderClient;
  /** Undefined where a real provider signs operators in. */
  embedded: EmbeddedIdentityProvider | undefined;
};

/**
 * Who signs operators in: the provider of `OIDC_ISSUER`, or the embedded one, of which the portal is the only client: in
 * this process, or where `embedded` is absent in another that knows the same `secret`.
 */
export async function composeIdentityProvider(
  { oidc, publicUrl, neighbours }: Config,
  embedded: EmbeddedNeighbours | undefined,
  secret: string,
): Promise<ComposedIdentityProvider> {
  const redirectUri = `${publicUrl}/auth/callback`;
  const afterSignOut = `${publicUrl}/auth/signed-out`;
  const clientSecret = oidc.clientSecret ?? derivedSecret(secret, "client");
  const own = oidc.issuer
    ? undefined
    : await embedded
        ?.identityProvider({
          client_id: oidc.clientId,
          client_secret: clientSecret,
          redirect_uris: [redirectUri],
          post_logout_redirect_uris: [afterSignOut],
        })
        .catch(withoutItsPackages);
  const client = createIdentityProviderClient({
    issuer: oidc.issuer ?? `${neighbours.url}/idp`,
    clientId: oidc.clientId,
    clientSecret,
    redirectUri,
    afterSignOut,
  });
  return { client, embedded: own };
}

/** An installation without optional packages has no embedded provider: a real one has to be named. */
function withoutItsPackages(error: unknown): never {
  if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")
    throw new ConfigurationError(
      "Configuration: OIDC_ISSUER is needed, since the embedded identity provider's packages are not installed",
    );
  throw error;
}
