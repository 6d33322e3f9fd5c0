/** Whether `OIDC_ISSUER` leads to a provider, found out at the start and not by the first operator. */
import type { IdentityProviderClient } from "../access/identity-provider-client.ts";
import { ConfigurationError } from "../platform/config.ts";
import { innermostCode } from "../platform/error-codes.ts";
import type { Services } from "../ports/services.ts";

const PATIENCE_MS = 10_000;

/** What the system or the client says of the provider, and what an administrator does about it. */
const MENDS: Record<string, string> = {
  ECONNREFUSED: "nothing answers there: correct the address, or start the provider",
  ENOTFOUND: "no machine has the name of its host: correct it",
  ETIMEDOUT: "no answer in time: correct the address, or open the network to it",
  OAUTH_HTTP_REQUEST_FORBIDDEN:
    "it is reached without TLS, which only localhost may be: begin it with https://",
};
const NO_ISSUER =
  "what answers there is no such issuer: give the address under which /.well-known/openid-configuration names it";

/**
 * An issuer that cannot be reached is a wrong value as long as nobody ever signed in by it: that throws `ConfigurationError`,
 * in one line. Afterwards it is a provider that is down, which is logged and keeps nobody from working.
 */
export async function tryOutIssuer(
  { config: { oidc }, db, log }: Services,
  client: IdentityProviderClient,
  signal: AbortSignal,
): Promise<void> {
  if (!oidc.issuer) return;
  const known = await db
    .selectFrom("operator")
    .select("id")
    .where("issuer", "=", oidc.issuer)
    .limit(1)
    .executeTakeFirst();
  const answer = answerOf(client, signal);
  if (known) {
    answer.catch((error: unknown) =>
      log.warn({ err: error }, "OIDC_ISSUER does not answer: nobody can sign in"),
    );
    return;
  }
  await answer.catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ConfigurationError(`OIDC_ISSUER: ${oidc.issuer}: ${howToMend(error)}.`);
  });
}

async function answerOf(client: IdentityProviderClient, signal: AbortSignal): Promise<void> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  await new Promise<void>((resolve, reject) => {
    late.addEventListener("abort", () => reject(Object.assign(new Error(), { code: "ETIMEDOUT" })));
    client.check().then(resolve, reject);
  });
}

function howToMend(error: unknown): string {
  const code = innermostCode(error) ?? "";
  // Node's names of what is wrong with a certificate, OpenSSL's in capitals.
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return `its TLS certificate is not accepted (${code}): NODE_EXTRA_CA_CERTS names the file of an authority of your own`;
  return MENDS[code] ?? `${NO_ISSUER} (${code || "no code"})`;
}
