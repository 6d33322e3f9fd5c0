/** The routes of orders. Each reads its contract, calls one operation and answers with the order as it now stands. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Operator } from "../../domain/access/actor.ts";
import * as judging from "../../domain/documents/verdicts-api.ts";
import * as notifications from "../../domain/notifications/notifications-api.ts";
import * as list from "../../domain/orders/order-list-api.ts";
import * as api from "../../domain/orders/orders-api.ts";
import * as views from "../../domain/orders/saved-views-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { retryIssuance } from "../certificates/retry-issuance.ts";
import { addAttachment } from "../documents/add-attachment.ts";
import { generateHandoverReport } from "../documents/generate-handover-report.ts";
import { judgePiece } from "../documents/judge-piece.ts";
import { readDocumentToSign, readSupportingDocument } from "../documents/read-document.ts";
import { fileOfForm, receiveFile } from "../documents/receive-file.ts";
import { sendFile } from "../documents/send-file.ts";
import { exportHistory } from "../journal/history-export.ts";
import { readHistory } from "../journal/journal-store.ts";
import { notifySubscriber, previewNotification } from "../notifications/notify-subscriber.ts";
import { resendNotification } from "../notifications/resend-notification.ts";
import { forbidden, notFound } from "../platform/errors.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { cancelSignatureCollection } from "../signatures/cancel-collection.ts";
import { printReport, reportOn } from "../signatures/document-report.ts";
import { launchSignatureCollection } from "../signatures/launch-collection.ts";
import { remindSignatories } from "../signatures/remind-signatories.ts";
import { validateSignatures } from "../signatures/validate-signatures.ts";
import { addComment } from "./add-comment.ts";
import { cancelOrder } from "./cancel-order.ts";
import { countOrders } from "./count-orders.ts";
import { deliverOrder } from "./deliver-order.ts";
import { sendExport } from "./export-list.ts";
import { exportOrders } from "./export-orders.ts";
import { modifyInformation } from "./modify-information.ts";
import { orderDetail } from "./order-detail.ts";
import { countQueues, listOrders, neighboursOf, visibleClients } from "./order-list.ts";
import { loadOrder } from "./order-store.ts";
import { deleteSavedView, listSavedViews, saveView } from "./saved-views.ts";
import { setIdentityDocument } from "./set-identity-document.ts";
import { validatePaperOrder } from "./validate-paper-order.ts";

/** Lists, counts, exports, and what surrounds one order. */
export function orderListRoutes(app: FastifyInstance, services: Services): void {
  serve(app, list.listOrders, ({ query, request }) => listOrders(services, operatorOf(request), query));
  serve(app, list.countOrders, async ({ query, request }) => ({
    total: await countOrders(services.db, operatorOf(request), query),
  }));
  serve(app, list.countQueues, ({ request }) => countQueues(services, operatorOf(request)));
  serve(app, list.listClients, ({ request }) => visibleClients(services, operatorOf(request)));
  serve(app, views.listSavedViews, ({ request }) => listSavedViews(services, operatorOf(request)));
  serve(app, views.saveView, ({ body, request }) => saveView(services, operatorOf(request), body));
  serve(app, views.deleteSavedView, async ({ params, request }) => {
    await deleteSavedView(services, operatorOf(request), params.id);
    return {};
  });
  serve(app, list.exportOrders, async ({ query, request, reply }) =>
    sendExport(reply, await exportOrders(services, operatorOf(request), query)),
  );
  serve(app, list.neighboursOfOrder, ({ params, query, request }) =>
    neighboursOf(services, operatorOf(request), params.number, query),
  );
}

/** Reads of one order. */
export function orderReadRoutes(app: FastifyInstance, services: Services): void {
  const visible = async (request: FastifyRequest, number: number) => {
    const order = await loadOrder(services.db, operatorOf(request).perimeter, number);
    if (!order) throw notFound();
    return order;
  };

  serve(app, api.getOrder, ({ params, request }) =>
    orderDetail(services, operatorOf(request), params.number),
  );

  serve(app, api.getOrderHistory, async ({ params, request }) => {
    await visible(request, params.number);
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

  serve(app, api.getSignatureReport, async ({ params, request }) =>
    reportOn(services, await visible(request, params.number), params.kind),
  );

  serve(app, api.printSignatureReport, async ({ params, request, reply }) => {
    const report = await printReport(services, await visible(request, params.number), params.kind);
    return reply
      .type("application/pdf")
      .header("content-disposition", `attachment; filename="rapport-de-signature-${params.number}.pdf"`)
      .send(Buffer.from(report));
  });

  serve(app, api.getDocumentToSign, async ({ params, query, request, reply }) => {
    const document = await readDocumentToSign(services, operatorOf(request), params);
    return sendFile(request, reply, services.files, { ...document, end: query.revision });
  });

  serve(app, api.getSupportingDocument, async ({ params, request, reply }) =>
    sendFile(
      request,
      reply,
      services.files,
      await readSupportingDocument(services, operatorOf(request), params),
    ),
  );

  serve(app, notifications.previewNotification, ({ params, query, request }) =>
    previewNotification(services, operatorOf(request), params, query.reason),
  );
}

/** Operations on one order. */
export function orderOperationRoutes(app: FastifyInstance, services: Services): void {
  /** Performs, then answers with the order as it stands for this operator. */
  const after = async (
    request: FastifyRequest,
    number: number,
    perform: (operator: Operator) => Promise<unknown>,
  ): Promise<api.OrderDetail> => {
    const operator = operatorOf(request);
    await perform(operator);
    return orderDetail(services, operator, number);
  };
  const target = (number: number, body: { version: number }) => ({ number, version: body.version });

  serve(app, api.modifyInformation, ({ params: { number }, body, request }) =>
    after(request, number, (operator) =>
      modifyInformation(services, operator, target(number, body), body.information),
    ),
  );
  serve(app, api.setIdentityDocument, ({ params: { number }, body, request }) =>
    after(request, number, (operator) =>
      setIdentityDocument(services, operator, target(number, body), body.identityDocument),
    ),
  );
  serve(app, api.addComment, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => addComment(services, operator, number, body.text)),
  );
  serve(app, api.addAttachment, ({ params: { number }, request }) =>
    after(request, number, async (operator) => {
      // Whoever may not add is told so before their file is taken in.
      const detail = await orderDetail(services, operator, number);
      const allowed = detail.operations.find((candidate) => candidate.operation === "addAttachment");
      if (allowed?.reason === "forbidden") throw forbidden();
      const { content, fileName } = await fileOfForm(request);
      const file = await receiveFile(services.files, content, fileName);
      await addAttachment(services, operator, number, file);
    }),
  );
  serve(app, judging.judgePiece, ({ params: { number, id }, body, request }) =>
    after(request, number, (operator) =>
      judgePiece(services, operator, { ...target(number, body), pieceId: id }, body.verdict),
    ),
  );
  serve(app, api.launchSignatureCollection, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => launchSignatureCollection(services, operator, target(number, body))),
  );
  serve(app, api.cancelSignatureCollection, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => cancelSignatureCollection(services, operator, target(number, body))),
  );
  serve(app, api.remindSignatories, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => remindSignatories(services, operator, target(number, body))),
  );
  serve(app, api.validateSignatures, ({ params: { number, kind }, body, request }) =>
    after(request, number, (operator) =>
      validateSignatures(services, operator, target(number, body), { kind, reason: body.reason }),
    ),
  );
  serve(app, api.validatePaperOrder, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => validatePaperOrder(services, operator, target(number, body))),
  );
  serve(app, api.retryIssuance, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => retryIssuance(services, operator, target(number, body))),
  );
  serve(app, api.deliverOrder, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => deliverOrder(services, operator, target(number, body))),
  );
  serve(app, api.cancelOrder, ({ params: { number }, body, request }) =>
    after(request, number, (operator) =>
      cancelOrder(services, operator, target(number, body), body.typedNumber),
    ),
  );
  serve(app, notifications.notifySubscriber, ({ params: { number }, body, request }) =>
    after(request, number, (operator) => notifySubscriber(services, operator, target(number, body), body)),
  );
  serve(app, notifications.resendNotification, ({ params, request }) =>
    after(request, params.number, (operator) => resendNotification(services, operator, params)),
  );
  serve(app, api.generateHandoverReport, async ({ params: { number }, body, request, reply }) => {
    const pdf = await generateHandoverReport(services, operatorOf(request), target(number, body));
    return reply
      .type("application/pdf")
      .header("content-disposition", `attachment; filename="PV-de-remise-${number}.pdf"`)
      .header("cache-control", "no-store")
      .send(Buffer.from(pdf));
  });
}
