/** The routes of the checks beside the evidence. */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/verification/verification-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { orderDetail } from "../orders/order-detail.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { orderChecks } from "./order-checks.ts";
import { readZone } from "./read-zone.ts";
import { setIssueDate } from "./set-issue-date.ts";

export function verificationRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.getChecks, ({ params, request }) =>
    orderChecks(services, operatorOf(request), params.number),
  );
  serve(app, api.readZone, ({ params, body, request }) =>
    readZone(services, operatorOf(request), params.number, body),
  );
  serve(app, api.setPieceIssueDate, async ({ params: { number, id }, body, request }) => {
    const operator = operatorOf(request);
    await setIssueDate(services, operator, { number, version: body.version, pieceId: id }, body.issuedOn);
    return orderDetail(services, operator, number);
  });
}
