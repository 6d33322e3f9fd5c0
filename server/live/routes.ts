/** `GET /api/events`: one long answer per browser, in the format of server-sent events (HTML §9.2). */
import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { liveEvents, NOTICES_MISSED } from "../../domain/live/live-api.ts";
import { currentSession, operatorOf } from "../access/authentication.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import type { LiveEvents } from "./live-events.ts";

const HEARTBEAT_MS = 15_000;

/** Registers the route; the caller has put `requireOperator` before it. */
export function liveRoutes(app: FastifyInstance, services: Services, live: LiveEvents): void {
  /** With the request of each, whose session is looked at again. */
  const open = new Map<ServerResponse, FastifyRequest>();
  // One for all of them: a timer each is dear where there are hundreds.
  const heartbeat = setInterval(() => {
    for (const [answer, request] of open) void beat(services, answer, request);
  }, HEARTBEAT_MS).unref();
  // A server that stops must not wait for pages that stay.
  app.addHook("preClose", async () => {
    clearInterval(heartbeat);
    for (const answer of open.keys()) answer.end();
  });

  serve(app, liveEvents, async ({ request, reply }) => {
    const answer = begin(reply);
    open.set(answer, request);
    const unsubscribe = live.subscribe(operatorOf(request).perimeter, {
      hear: ({ kind, number }) => answer.write(`event: ${kind}\ndata: ${JSON.stringify({ number })}\n\n`),
      missed: () => answer.write(`event: ${NOTICES_MISSED}\ndata: {}\n\n`),
    });
    answer.once("close", () => {
      unsubscribe();
      open.delete(answer);
    });
    return reply;
  });
}

/** Written to the connection itself: no stream of the framework's stands between for as long as the page is open. */
function begin(reply: FastifyReply): ServerResponse {
  reply
    .header("content-type", "text/event-stream; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-accel-buffering", "no")
    .hijack();
  const answer = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) answer.setHeader(name, value);
  answer.writeHead(200);
  answer.write("retry: 2000\n\n");
  return answer;
}

/** A session that ended meanwhile hears nothing more. Without the database nobody knows, nor is there anything to hear. */
async function beat(services: Services, answer: ServerResponse, request: FastifyRequest): Promise<void> {
  const isOver = await currentSession(services, request).then(
    (session) => !session,
    () => false,
  );
  if (isOver) answer.end();
  else answer.write(": still here\n\n");
}
