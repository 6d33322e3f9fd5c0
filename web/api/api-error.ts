/** Errors of the API, as the screens meet them. */
import type { Problem } from "../../domain/api/problem.ts";

/** The server answered with a problem document (RFC 9457). */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** No answer came: the network, the server, or something between them. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super("unreachable", { cause });
    this.name = "UnreachableError";
  }
}

/** The problem of an error of the API, if it is one. */
export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ApiError ? error.problem : undefined;
}

/** Whether asking again could help: not for what the server refused with a reason. */
export function isTransient(error: unknown): boolean {
  const status = problemOf(error)?.status;
  return status === undefined || status >= 500 || status === 429;
}
