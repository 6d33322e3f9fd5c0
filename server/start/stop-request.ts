/**
 * Somebody asks the process to stop: by a signal, or because npm, which started it, is gone. Heard from the first instant;
 * loads nothing, so that this instant is early.
 */

/** Of a terminal's Ctrl-C the process hears twice: from the terminal, and from npm, which passes it on. */
const ONE_REQUEST_MS = 500;
const LOOK_FOR_PARENT_MS = 1000;
/** POSIX: what a shell says of a process that a signal ended is 128 and the signal's number. */
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

export type StopRequest = {
  /** Aborted by the first request. */
  signal: AbortSignal;
  /** From now on a second request ends the process at once; before, it does `last` what takes no time. */
  endAtOnce(last: () => void): void;
};

/** Once in a process: takes the place of what the system does at these signals, which is to end it where it stands. */
export function hearStopRequests(): StopRequest {
  const stopping = new AbortController();
  let last = () => {};
  let askedAt = 0;
  const ask = (name: keyof typeof NUMBERS) => {
    if (!stopping.signal.aborted) {
      askedAt = performance.now();
      stopping.abort();
    } else if (performance.now() - askedAt > ONE_REQUEST_MS) {
      last();
      process.exit(128 + NUMBERS[name]);
    }
  };
  process.on("SIGTERM", () => ask("SIGTERM"));
  process.on("SIGINT", () => ask("SIGINT"));
  // A window that is closed. Under nohup, whose output is no terminal, the process outlives it as it is meant to.
  if (process.stdout.isTTY) process.on("SIGHUP", () => ask("SIGHUP"));
  if (isNpmsChild()) endWithParent(() => stopping.abort());
  return {
    signal: stopping.signal,
    endAtOnce(what) {
      last = what;
    },
  };
}

/** Of `npm start` and `npx portail start`; what runs under another script of somebody's is left alone. */
const isNpmsChild = () => ["start", "npx"].includes(process.env.npm_lifecycle_event ?? "");

/** npm that is killed tells nobody. POSIX: a child whose parent ended gets another one. */
function endWithParent(stop: () => void): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    stop();
  }, LOOK_FOR_PARENT_MS);
  looking.unref();
}
