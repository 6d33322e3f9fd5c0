/** `GET /api/events`: one long answer per browser, in the format of server-sent events (HTML §9.2). */
import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import { liveEvents, NOTICES_MISSED } from "../../domain/live/live-api.ts";
import { currentSession, operatorOf } from "../access/authentication.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import type { LiveEvents } from "./live-events.ts";

const HEARTBEAT_MS = 15_000;

/** Registers the route; the caller has put `requireOperator` before it. */
export function liveRoutes(app: FastifyInstance, services: Services, live: LiveEvents): void {
  const open = new Set<PassThrough>();
  // A server that stops must not wait for pages that stay.
  app.addHook("preClose", async () => {
    for (const stream of open) stream.end();
  });

  serve(app, liveEvents, async ({ request, reply }) => {
    const stream = new PassThrough();
    open.add(stream);
    const unsubscribe = live.subscribe(operatorOf(request).perimeter, {
      hear: ({ kind, number }) => stream.write(`event: ${kind}\ndata: ${JSON.stringify({ number })}\n\n`),
      missed: () => stream.write(`event: ${NOTICES_MISSED}\ndata: {}\n\n`),
    });
    const heartbeat = setInterval(async () => {
      // A session that ended meanwhile hears nothing more. Without the database nobody knows, nor is there anything to hear.
      const isOver = await currentSession(services, request).then(
        (session) => !session,
        () => false,
      );
      if (isOver) stream.end();
      else stream.write(": still here\n\n");
    }, HEARTBEAT_MS);
    stream.once("close", () => {
      clearInterval(heartbeat);
      unsubscribe();
      open.delete(stream);
    });
    request.raw.once("close", () => stream.destroy());
    stream.write("retry: 2000\n\n");
    return reply
      .header("content-type", "text/event-stream; charset=utf-8")
      .header("cache-control", "no-store")
      .header("x-accel-buffering", "no")
      .send(stream);
  });
}
