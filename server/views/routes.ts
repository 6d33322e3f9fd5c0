/** Saved views of one's own (LIST-6). */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/views/saved-views-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { deleteSavedView, listSavedViews, saveView } from "./saved-views.ts";

/** Registers the routes; the caller has put `requireOperator` before them. */
export function viewRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.listSavedViews, ({ request }) => listSavedViews(services, operatorOf(request)));
  serve(app, api.saveView, ({ body, request }) => saveView(services, operatorOf(request), body));
  serve(app, api.deleteSavedView, async ({ params, request }) => {
    await deleteSavedView(services, operatorOf(request), params.id);
    return {};
  });
}
