/** Structured logs. Paths without their query, codes and ids only: nothing personal, no secret. */
import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/** A logger at this level, writing JSON lines to standard output unless told where. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // An error's message may quote what a person typed (a database's constraint, a parser); its kind and place do not.
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** An outbound call that fails is wrapped a few times: by the client, by `fetch`, by the system. */
const DEEPEST = 5;
/** Codes of the system, of PostgreSQL, HTTP, SMTP, S3 and OAuth; no words, which may quote what a person typed. */
const CODE = /^[\w.-]{1,64}$/;
const CODES = ["code", "status", "statusCode", "responseCode", "error", "syscall"] as const;

type Described = { type: string; [code: string]: string | number };

/** What a log may say of an error: its class, its codes, those of what it was caused by, and where it arose. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  const causes = causesOf(error, DEEPEST);
  return {
    ...codesOf(error),
    ...(causes.length > 0 ? { causes } : {}),
    stack: frames.slice(0, 12).join("\n"),
  };
}

function codesOf(error: Error): Described {
  const described: Described = { type: error.name };
  for (const name of CODES) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === "number" || (typeof value === "string" && CODE.test(value))) described[name] = value;
  }
  const metadata: unknown = Reflect.get(error, "$metadata");
  if (typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata)
    described.status = Number(metadata.httpStatusCode);
  return described;
}

/** The chain, nearest first; of several tries (the addresses of one name) each. */
function causesOf(error: Error, depth: number): Described[] {
  if (depth === 0) return [];
  const next: unknown[] = error instanceof AggregateError ? error.errors.slice(0, 4) : [error.cause];
  return next.flatMap((cause) =>
    cause instanceof Error ? [codesOf(cause), ...causesOf(cause, depth - 1)] : [],
  );
}
