/** A log kept in memory, as it would be written. */
import { createLogger, type Logger } from "../../server/platform/log.ts";

export type CapturedLog = {
  log: Logger;
  /** What was written, one element for each write. */
  written: string[];
};

/** Everything that is logged, down to the finest level. */
export function captureLog(): CapturedLog {
  const written: string[] = [];
  return { log: createLogger("trace", { write: (line) => void written.push(line) }), written };
}
