/** Where the signature service says that a collection changed. The call only wakes a question to the service. */

import type { FastifyInstance } from "fastify";
import { inTransaction } from "../platform/database.ts";
import { forbidden } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { FOLLOW_COLLECTION } from "./queues.ts";

/** Registers `POST /webhooks/signature` in a scope where bodies stay raw: the seal is over the very bytes. */
export function signatureWebhookRoute(app: FastifyInstance, services: Services): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: 65_536 }, (_request, body, done) =>
    done(null, body),
  );

  app.post("/webhooks/signature", { schema: { hide: true } }, async (request, reply) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const ref = authenticRef(services, request.body, headers);
    if (!ref) throw forbidden();
    await inTransaction(services.db, (trx) => services.jobs.enqueue(trx, FOLLOW_COLLECTION, { ref }));
    return reply.code(204).send();
  });
}

function authenticRef(
  services: Services,
  body: unknown,
  headers: Record<string, string>,
): string | undefined {
  try {
    return services.signatureService.parseWebhook(body as Buffer, headers).ref;
  } catch {
    return undefined;
  }
}
