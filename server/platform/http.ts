/** Registers the endpoints of the contracts on Fastify: validation both ways, problem documents for every error. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import type { z } from "zod";
import type { Endpoint } from "../../domain/api/endpoint.ts";
import type { Problem } from "../../domain/api/problem.ts";
import { isDatabaseAway } from "./database-errors.ts";
import { ProblemError, problemDocument } from "./errors.ts";
import { isStorageFull } from "./storage-full.ts";

/** A database that was away comes back by itself. */
const RETRY_AFTER_SECONDS = 5;

type Parsed<E extends Endpoint, K extends "params" | "query" | "body"> = E[K] extends z.ZodType
  ? z.output<E[K]>
  : undefined;

/** What a handler receives: the parts of the request as the contract's schemas gave them. */
export type HandlerInput<E extends Endpoint> = {
  params: Parsed<E, "params">;
  query: Parsed<E, "query">;
  body: Parsed<E, "body">;
  request: FastifyRequest;
  reply: FastifyReply;
};

type Answer<E extends Endpoint> = E["response"] extends z.ZodType ? z.input<E["response"]> : FastifyReply;

/** Registers one endpoint; the handler's answer must fit the contract, and what it does not declare never leaves. */
export function serve<E extends Endpoint>(
  app: FastifyInstance,
  contract: E,
  handler: (input: HandlerInput<E>) => Promise<Answer<E>>,
): void {
  app.route({
    method: contract.method,
    url: contract.path,
    // Asking for a file's headers must not make the file, nor journal that it was read.
    exposeHeadRoute: contract.response !== undefined,
    schema: {
      summary: contract.summary,
      tags: [contract.path.split("/")[2] ?? "portail"],
      security: [contract.path.startsWith("/intake/") ? { intakeKey: [] } : { session: [] }],
      ...(contract.params ? { params: contract.params } : {}),
      ...(contract.query ? { querystring: contract.query } : {}),
      ...(contract.body ? { body: contract.body } : {}),
      ...(contract.response ? { response: { 200: contract.response } } : {}),
    },
    handler: (request, reply) =>
      handler({
        params: request.params as Parsed<E, "params">,
        query: request.query as Parsed<E, "query">,
        body: request.body as Parsed<E, "body">,
        request,
        reply,
      }),
  });
}

/** Zod on both sides of every route, and every error as `application/problem+json`. */
export function applyContracts(app: FastifyInstance): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, problemDocument("notFound", { requestId: request.id })),
  );
  app.setErrorHandler((error, request, reply) => {
    const problem = { ...problemOf(error), requestId: request.id };
    dropRest(request);
    // What was under way when the database went may have been done: its answer to the commit did not arrive.
    if (problem.code === "unavailable" && !isRead(request.method)) problem.unknownResult = true;
    if (problem.status >= 500) request.log.error({ err: error }, "request failed");
    return sendProblem(reply, problem);
  });
}

/** What is still being sent is read to its end: whoever is cut off while sending sees no answer. */
function dropRest({ raw }: FastifyRequest): void {
  if (raw.readableEnded) return;
  raw.unpipe();
  raw.resume();
}

const isRead = (method: string) => method === "GET" || method === "HEAD";

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) reply.header("retry-after", RETRY_AFTER_SECONDS);
  return reply
    .code(problem.status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

/** The problem document of whatever was thrown. What was not thrown on purpose says nothing of itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return problemDocument(error.code, error.details);
  if (isDatabaseAway(error)) return problemDocument("unavailable");
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      field: issue.instancePath.replace(/^\//, "").replaceAll("/", "."),
      // The schemas' own messages are codes; a library's sentence is not for people.
      code: /^[a-zA-Z]+$/.test(issue.message ?? "") ? String(issue.message) : "invalid",
    }));
    return problemDocument("invalidRequest", { fields });
  }
  if (isStorageFull(error)) return problemDocument("storageFull");
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status === 413) return problemDocument("fileTooLarge");
  if (status === 429) return problemDocument("tooManyRequests");
  if (status >= 400 && status < 500) return problemDocument("invalidRequest");
  return problemDocument("internal");
}
