/** What a process says of its own life, and to whom: lines for programs, or words for the person at the terminal. */
import type { Places } from "../compose/portal.ts";
import type { Stage } from "../compose/watched-start.ts";
import { createLogger, type Logger } from "../platform/log.ts";

export type Announcer = {
  log: Logger;
  /** A start is at this. */
  stage(stage: Stage): void;
  /** It is there: where, last of all that a start says. */
  ready(places: Places): void;
  stopping(): void;
  stopped(): void;
};

/**
 * Every line of standard output is a JSON object. The one that has `ready`, with the addresses, is written whatever
 * `LOG_LEVEL` is: whoever started the process waits for it.
 */
export function announceToPrograms(level: string): Announcer {
  const log = createLogger(level);
  const ready = createLogger("info");
  return {
    log,
    stage: ({ what, ...how }) => log.debug({ stage: what, ...how }, "starting"),
    ready: (places) => ready.info({ ready: places }, "ready"),
    stopping: () => log.info("stopping"),
    stopped: () => log.info("stopped"),
  };
}
