/**
 * The contract of one endpoint: the only place where its path and its shapes are written. The server registers it and
 * validates both ways, OpenAPI is drawn from it, and the browser's client is inferred from it.
 */
import type { z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A path with `:name` placeholders, as Fastify writes them. */
export type Endpoint = {
  method: Method;
  path: string;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Absent: the answer is a file. */
  response?: z.ZodType;
};

/** Keeps the literal types of a contract. */
export function endpoint<const T extends Endpoint>(definition: T): T {
  return definition;
}

type Part<E extends Endpoint, K extends "params" | "query" | "body"> = E[K] extends z.ZodType
  ? { [P in K]: z.input<E[K]> }
  : unknown;

/** What a caller gives to an endpoint. */
export type CallOf<E extends Endpoint> = Part<E, "params"> & Part<E, "query"> & Part<E, "body">;

/** What an endpoint answers. */
export type AnswerOf<E extends Endpoint> = E["response"] extends z.ZodType ? z.output<E["response"]> : Blob;
