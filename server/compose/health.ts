/** A process that answers no requests says how it is at a port of its own. */
import { fastify } from "fastify";
import { readinessParts } from "../app.ts";
import type { Departure } from "../platform/departure.ts";
import { healthRoutes } from "../platform/health-routes.ts";
import type { Services } from "../ports/services.ts";
import type { Ending } from "./ending.ts";

/** `/healthz` and `/readyz` at `HEALTH_PORT`, until the neighbours are closed. */
export async function serveHealth(services: Services, departure: Departure, ending: Ending): Promise<void> {
  const { host, healthPort = 0 } = services.config;
  const app = fastify();
  healthRoutes(app, readinessParts(services, departure));
  ending.closeClients("health", () => app.close());
  await app.listen({ host, port: healthPort });
}
