/** For whoever runs the process: whether it lives, and whether it can work. Outside the limit on requests. */
import type { FastifyInstance } from "fastify";
import { type Parts, readiness } from "./readiness.ts";

const QUIET = { schema: { hide: true }, logLevel: "silent", config: { rateLimit: false } } as const;

export function healthRoutes(app: FastifyInstance, parts: Parts): void {
  app.get("/healthz", QUIET, async () => ({ status: "ok" }));
  app.get("/readyz", QUIET, async (_request, reply) => {
    const { isReady, parts: states } = await readiness(parts);
    return reply.code(isReady ? 200 : 503).send(states);
  });
}
