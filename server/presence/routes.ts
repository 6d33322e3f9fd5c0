/** The routes of presence: whoever may read an order may say that they have it open. */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/presence/presence-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { announcePresence, listPresence, withdrawPresence } from "./presence-store.ts";

/** Registers them; the caller has put `requireOperator` before. */
export function presenceRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.listPresence, ({ request }) => listPresence(services, operatorOf(request)));
  serve(app, api.announcePresence, async ({ params, request }) => {
    await announcePresence(services, operatorOf(request), params);
    return {};
  });
  serve(app, api.withdrawPresence, async ({ params, request }) => {
    await withdrawPresence(services, operatorOf(request), params);
    return {};
  });
}
