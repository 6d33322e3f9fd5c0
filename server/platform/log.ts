/** Structured logs. Paths without their query, codes and ids only: nothing personal, no secret. */
import { type DestinationStream, type Logger, pino } from "pino";
import { causesOf, codesOf } from "./error-codes.ts";

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

/** What a log may say of an error: its class, its codes, those of what it was caused by, and where it arose. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  const causes = causesOf(error);
  return {
    ...codesOf(error),
    ...(causes.length > 0 ? { causes } : {}),
    stack: frames.slice(0, 12).join("\n"),
  };
}
