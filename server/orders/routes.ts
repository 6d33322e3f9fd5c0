/** The list of orders and what surrounds one order; the operations that belong to no other feature. */
import type { FastifyInstance } from "fastify";
import * as list from "../../domain/orders/order-list-api.ts";
import * as api from "../../domain/orders/orders-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { sendExport } from "../lists/export-list.ts";
import { answerAfter, targetOf } from "../order/answer-after.ts";
import { orderDetail } from "../order/order-detail.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { addComment } from "./add-comment.ts";
import { cancelOrder } from "./cancel-order.ts";
import { countOrders } from "./count-orders.ts";
import { deliverOrder } from "./deliver-order.ts";
import { exportOrders } from "./export-orders.ts";
import { listOrders } from "./list-orders.ts";
import { modifyInformation } from "./modify-information.ts";
import { countQueues, neighboursOf, visibleClients } from "./order-list.ts";
import { setIdentityDocument } from "./set-identity-document.ts";
import { validatePaperOrder } from "./validate-paper-order.ts";

/** Lists, counts and exports. */
export function orderListRoutes(app: FastifyInstance, services: Services): void {
  serve(app, list.listOrders, ({ query, request }) => listOrders(services, operatorOf(request), query));
  serve(app, list.countOrders, async ({ query, request }) => ({
    total: await countOrders(services.db, operatorOf(request), query),
  }));
  serve(app, list.countQueues, ({ request }) => countQueues(services, operatorOf(request)));
  serve(app, list.listClients, ({ request }) => visibleClients(services, operatorOf(request)));
  serve(app, list.exportOrders, async ({ query, request, reply }) =>
    sendExport(reply, await exportOrders(services, operatorOf(request), query)),
  );
  serve(app, list.neighboursOfOrder, ({ params, query, request }) =>
    neighboursOf(services, operatorOf(request), params.number, query),
  );
}

/** One order: its detail and the operations on it. */
export function orderRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.getOrder, ({ params, request }) =>
    orderDetail(services, operatorOf(request), params.number),
  );

  serve(app, api.modifyInformation, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      modifyInformation(services, operator, targetOf(params, body), body.information),
    ),
  );

  serve(app, api.setIdentityDocument, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      setIdentityDocument(services, operator, targetOf(params, body), body.identityDocument),
    ),
  );

  serve(app, api.addComment, ({ params: { number }, body, request }) =>
    answerAfter(services, request, number, (operator) => addComment(services, operator, number, body.text)),
  );

  serve(app, api.validatePaperOrder, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      validatePaperOrder(services, operator, targetOf(params, body)),
    ),
  );

  serve(app, api.deliverOrder, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      deliverOrder(services, operator, targetOf(params, body)),
    ),
  );

  serve(app, api.cancelOrder, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      cancelOrder(services, operator, targetOf(params, body), body.typedNumber),
    ),
  );
}
