/** The routes of the checks beside the evidence. */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/verification/verification-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { answerAfter, targetOf } from "../order/answer-after.ts";
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
  serve(app, api.setPieceIssueDate, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      setIssueDate(services, operator, { ...targetOf(params, body), pieceId: params.id }, body.issuedOn),
    ),
  );
}
