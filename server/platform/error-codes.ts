/** What may be said of an error where nothing personal may: its class and its codes, never its words. */

import { getSystemErrorName } from "node:util";

/** An outbound call that fails is wrapped a few times: by the client, by `fetch`, by the system. */
const DEEPEST = 5;
/** Codes of the system, of PostgreSQL, HTTP, SMTP, S3 and OAuth; no words, which may quote what a person typed. */
const CODE = /^[\w.-]{1,64}$/;
const CODES = ["code", "status", "statusCode", "responseCode", "error", "syscall"] as const;

export type ErrorCodes = { type: string; [code: string]: string | number };

export function codesOf(error: Error): ErrorCodes {
  const codes: ErrorCodes = { type: error.name };
  for (const name of CODES) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === "number" || (typeof value === "string" && CODE.test(value))) codes[name] = value;
  }
  // A client may have replaced the system's code by its own, and left the number.
  const errno: unknown = Reflect.get(error, "errno");
  if (typeof errno === "number" && errno < 0) codes.errno = getSystemErrorName(errno);
  // Where the clients of S3 keep it.
  const metadata: unknown = Reflect.get(error, "$metadata");
  if (typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata)
    codes.status = Number(metadata.httpStatusCode);
  return codes;
}

/** Of what it was caused by, nearest first; of several tries, such as the addresses of one name, each. */
export function causesOf(error: Error, depth = DEEPEST): ErrorCodes[] {
  if (depth === 0) return [];
  const next: unknown[] = error instanceof AggregateError ? error.errors.slice(0, 4) : [error.cause];
  return next.flatMap((cause) => {
    if (cause instanceof Error) return [codesOf(cause), ...causesOf(cause, depth - 1)];
    return cause instanceof Response ? [{ type: "Response", status: cause.status }] : [];
  });
}

/** The code of the innermost cause that has one: what the system, or who answered, really said. */
export function innermostCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const codes = [codesOf(error), ...causesOf(error)].map(({ code }) => code);
  const last = codes.findLast((code) => code !== undefined);
  return last === undefined ? undefined : String(last);
}
