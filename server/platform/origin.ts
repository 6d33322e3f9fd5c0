/**
 * State-changing requests come from the portal's own pages only. The session cookie is SameSite=Lax; this closes what
 * Lax leaves open (sibling subdomains) and fails closed when a browser says nothing.
 */
import type { FastifyRequest } from "fastify";
import { ProblemError } from "./errors.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Throws `wrongOrigin` unless the request changes nothing or its Origin is `publicUrl`'s. */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  if (request.headers.origin !== new URL(publicUrl).origin) throw new ProblemError("wrongOrigin");
}
