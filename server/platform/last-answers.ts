import type { FastifyInstance } from "fastify";

/**
 * Lets a server that closes end with its last answer: a connection that is busy meanwhile would otherwise stay open for a
 * next request, which never comes, until it times out.
 */
export function closeWithLastAnswers(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (isClosing) reply.header("connection", "close");
  });
}
