/** Signature collections of an order, and what the signatures of its documents are worth. */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/signatures/signatures-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { answerAfter, targetOf } from "../order/answer-after.ts";
import { readOrder } from "../order/read-order.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { cancelSignatureCollection } from "./cancel-collection.ts";
import { printReport, reportOn } from "./document-report.ts";
import { launchSignatureCollection } from "./launch-collection.ts";
import { remindSignatories } from "./remind-signatories.ts";
import { validateSignatures } from "./validate-signatures.ts";

/** Registers the routes; the caller has put `requireOperator` before them. */
export function signatureRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.getSignatureReport, async ({ params, request }) =>
    reportOn(services, await readOrder(services, operatorOf(request), params.number), params.kind),
  );

  serve(app, api.printSignatureReport, async ({ params, request, reply }) => {
    const order = await readOrder(services, operatorOf(request), params.number);
    const report = await printReport(services, order, params.kind);
    return reply
      .type("application/pdf")
      .header("content-disposition", `attachment; filename="rapport-de-signature-${params.number}.pdf"`)
      .send(Buffer.from(report));
  });

  serve(app, api.launchSignatureCollection, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      launchSignatureCollection(services, operator, targetOf(params, body)),
    ),
  );

  serve(app, api.cancelSignatureCollection, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      cancelSignatureCollection(services, operator, targetOf(params, body)),
    ),
  );

  serve(app, api.remindSignatories, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      remindSignatories(services, operator, targetOf(params, body)),
    ),
  );

  serve(app, api.validateSignatures, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      validateSignatures(services, operator, targetOf(params, body), {
        kind: params.kind,
        reason: body.reason,
      }),
    ),
  );
}
