/** Sign-in and sign-out (AUTH-1 to AUTH-3): pages a browser goes through, outside the API. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { inTransaction } from "../platform/database.ts";
import { randomToken, sha256 } from "../platform/secrets.ts";
import type { Services } from "../ports/services.ts";
import { sessionCookieName, sessionCookieOptions } from "./authentication.ts";
import type { IdentityProviderClient } from "./identity-provider-client.ts";
import { messagePage } from "./message-page.ts";
import { openSession, saveOperator } from "./session-store.ts";

const ATTEMPT_COOKIE = "portail_sign_in";
const ATTEMPT_MINUTES = 10;

/** Registers `/auth/sign-in`, `/auth/callback` and `/auth/signed-out`. */
export function signInRoutes(
  app: FastifyInstance,
  services: Services,
  provider: IdentityProviderClient,
): void {
  const secure = services.config.publicUrl.startsWith("https:");
  const attemptCookie = { path: "/auth", httpOnly: true, sameSite: "lax", secure } as const;

  app.get<{ Querystring: { returnTo?: string } }>("/auth/sign-in", async (request, reply) => {
    let begun: Awaited<ReturnType<IdentityProviderClient["begin"]>>;
    try {
      begun = await provider.begin();
    } catch (error) {
      request.log.error({ err: error }, "identity provider unreachable");
      return messagePage(reply, 503, "providerUnavailable");
    }
    const id = randomToken();
    await services.db
      .insertInto("sign_in")
      .values({
        id_sha256: sha256(id),
        state: begun.state,
        nonce: begun.nonce,
        code_verifier: begun.codeVerifier,
        return_to: localPath(request.query.returnTo),
        created_at: services.clock.now(),
      })
      .execute();
    return reply.setCookie(ATTEMPT_COOKIE, id, attemptCookie).redirect(begun.url.href);
  });

  app.get("/auth/callback", async (request, reply) => {
    reply.clearCookie(ATTEMPT_COOKIE, attemptCookie);
    const attempt = await takeAttempt(services, request.cookies[ATTEMPT_COOKIE]);
    if (!attempt) return messagePage(reply, 400, "signInExpired");
    return completeSignIn(services, provider, attempt, request, reply);
  });

  app.get("/auth/signed-out", (_request, reply) => messagePage(reply, 200, "signedOut"));
}

type Attempt = { state: string; nonce: string; code_verifier: string; return_to: string };

/** Deleting is what takes it: an attempt is used once, whatever comes of it. */
async function takeAttempt(services: Services, id: string | undefined): Promise<Attempt | undefined> {
  const oldest = new Date(services.clock.now().getTime() - ATTEMPT_MINUTES * 60_000);
  await services.db.deleteFrom("sign_in").where("created_at", "<", oldest).execute();
  if (!id) return undefined;
  return services.db
    .deleteFrom("sign_in")
    .where("id_sha256", "=", sha256(id))
    .returningAll()
    .executeTakeFirst();
}

async function completeSignIn(
  services: Services,
  provider: IdentityProviderClient,
  attempt: Attempt,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const returned = new URL(request.url, services.config.publicUrl);
  let signedIn: Awaited<ReturnType<IdentityProviderClient["complete"]>>;
  try {
    signedIn = await provider.complete(returned, {
      state: attempt.state,
      nonce: attempt.nonce,
      codeVerifier: attempt.code_verifier,
    });
  } catch (error) {
    request.log.warn({ err: error }, "sign-in refused");
    return messagePage(reply, 403, "signInRefused");
  }
  if (signedIn.roles.length === 0) return messagePage(reply, 403, "noRole");
  const at = services.clock.now();
  const token = await inTransaction(services.db, async (trx) => {
    const operatorId = await saveOperator(trx, { ...signedIn, at });
    return openSession(trx, { ...signedIn, operatorId, at });
  });
  const { publicUrl } = services.config;
  return reply
    .setCookie(sessionCookieName(publicUrl), token, sessionCookieOptions(publicUrl))
    .redirect(attempt.return_to);
}

/** Only a path of this portal: an address from outside would make the sign-in page an open redirect. */
export function localPath(returnTo: string | undefined): string {
  if (!returnTo || !/^\/(?![/\\])[^\\\s]*$/.test(returnTo) || returnTo.startsWith("/auth/")) return "/";
  return returnTo;
}
