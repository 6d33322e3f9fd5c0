/** The history of an order (HISTORY). */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/history/history-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { readHistory } from "../journal/journal-store.ts";
import { readOrder } from "../order/read-order.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { exportHistory } from "./history-export.ts";

/** Registers the routes; the caller has put `requireOperator` before them. */
export function historyRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.getOrderHistory, async ({ params, request }) => {
    await readOrder(services, operatorOf(request), params.number);
    return readHistory(services.db, params.number);
  });

  serve(app, api.exportOrderHistory, async ({ params: { number }, request, reply }) => {
    const history = await exportHistory(services, operatorOf(request), number);
    return reply
      .type("application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="historique-${number}.json"`)
      .header("cache-control", "no-store")
      .send(`${JSON.stringify(history, null, 2)}\n`);
  });
}
