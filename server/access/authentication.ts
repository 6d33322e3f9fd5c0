/** Finds the operator behind a request, and refuses whoever is not signed in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Operator } from "../../domain/access/actor.ts";
import { can, type Permission } from "../../domain/access/permissions.ts";
import { forbidden, ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { findSession } from "./session-store.ts";

const signedIn = new WeakMap<FastifyRequest, { operator: Operator; idToken: string }>();

/** `__Host-` binds the cookie to this very host and to TLS; browsers refuse it over plain HTTP on loopback. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith("https:") ? "__Host-portail_session" : "portail_session";
}

/** Attributes of the session's cookie. */
export function sessionCookieOptions(publicUrl: string) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: publicUrl.startsWith("https:") } as const;
}

/** A hook for every route that needs an operator: throws `notSignedIn` otherwise. */
export function requireOperator(services: Services) {
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const session = await currentSession(services, request);
    if (!session) throw new ProblemError("notSignedIn");
    signedIn.set(request, session);
  };
}

/** A hook for every route that needs a permission, after `requireOperator`: throws `forbidden` without it (ROLE-1). */
export function requirePermission(permission: Permission) {
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    if (!can(operatorOf(request).roles, permission)) throw forbidden();
  };
}

/** The session of the request's cookie, if it still stands. */
export async function currentSession(services: Services, request: FastifyRequest) {
  const token = request.cookies[sessionCookieName(services.config.publicUrl)];
  if (!token) return undefined;
  return findSession(services.db, token, services.clock.now(), services.config.session);
}

/** The operator of a request that passed `requireOperator`. */
export function operatorOf(request: FastifyRequest): Operator {
  const session = signedIn.get(request);
  if (!session) throw new ProblemError("notSignedIn");
  return session.operator;
}
