/** `GET /api/me`, `POST /api/sign-out`, `GET /api/contact`, `GET /api/draft-key`. */
import type { FastifyInstance } from "fastify";
import { getContact, getMe, signOut } from "../../domain/access/access-api.ts";
import { getDraftKey } from "../../domain/access/drafts-api.ts";
import { permissionsOf } from "../../domain/access/permissions.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { currentSession, operatorOf, sessionCookieName, sessionCookieOptions } from "./authentication.ts";
import { draftKeyOf, draftSecret } from "./draft-keys.ts";
import type { IdentityProviderClient } from "./identity-provider-client.ts";
import { closeSession } from "./session-store.ts";

/** Registers the routes; the caller has put `requireOperator` before them. */
export function accessRoutes(
  app: FastifyInstance,
  services: Services,
  provider: IdentityProviderClient,
): void {
  serve(app, getMe, async ({ request }) => {
    const { id, displayName, roles } = operatorOf(request);
    return { id, displayName, roles: [...roles], permissions: permissionsOf(roles) };
  });

  serve(app, getContact, async () => services.config.contact);

  serve(app, getDraftKey, async ({ request }) => {
    const operatorId = operatorOf(request).id;
    return { operatorId, key: draftKeyOf(await draftSecret(services), operatorId) };
  });

  serve(app, signOut, async ({ request, reply }) => {
    const { config, db, clock } = services;
    const cookie = sessionCookieName(config.publicUrl);
    const session = await currentSession(services, request);
    await closeSession(db, request.cookies[cookie] ?? "", clock.now(), config.session);
    reply.clearCookie(cookie, sessionCookieOptions(config.publicUrl));
    const afterwards = `${config.publicUrl}/auth/signed-out`;
    if (!session) return { redirectTo: afterwards };
    // The session here is over in any case; a provider that does not answer must not keep the operator on the page.
    return { redirectTo: await provider.signOutUrl(session.idToken).catch(() => afterwards) };
  });
}
