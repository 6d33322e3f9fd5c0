/** Messages to the subscriber of an order (NOTIFY). */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/notifications/notifications-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { answerAfter, targetOf } from "../order/answer-after.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { notifySubscriber, previewNotification } from "./notify-subscriber.ts";
import { resendNotification } from "./resend-notification.ts";

/** Registers the routes; the caller has put `requireOperator` before them. */
export function notificationRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.previewNotification, ({ params, query, request }) =>
    previewNotification(services, operatorOf(request), params, query.reason),
  );

  serve(app, api.notifySubscriber, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      notifySubscriber(services, operator, targetOf(params, body), body),
    ),
  );

  serve(app, api.resendNotification, ({ params, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      resendNotification(services, operator, params),
    ),
  );
}
