/** Which errors say that the database is away, and not that it refused something. */

/** A request came while the database is known to be away: nothing was asked of it. */
export class DatabaseAwayError extends Error {
  constructor() {
    super("the database is away");
    this.name = "DatabaseAwayError";
  }
}

/** It did not answer in time; what it did meanwhile is unknown. */
export class DatabaseSilentError extends Error {
  constructor() {
    super("the database does not answer");
    this.name = "DatabaseSilentError";
  }
}

/** SQLSTATE (PostgreSQL, appendix A): stopped by an administrator, by a crash, cannot connect now; too many connections. */
const AWAY_STATES = new Set(["57P01", "57P02", "57P03", "53300"]);
/** SQLSTATE class 08, connection exception. */
const CONNECTION_CLASS = /^08[0-9A-Z]{3}$/;
/** What the operating system says of a socket; ENOENT is that of a Unix socket whose server is gone. */
const SOCKET_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
  "EAI_AGAIN",
]);
/** What `pg` and its pool say without a code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable|Postgres connection has been discarded)/;

/** Whether the database, and not what was asked of it, is the reason: asked again later, it may well do it. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseAwayError || error instanceof DatabaseSilentError) return true;
  if (!(error instanceof Error)) return false;
  // Several addresses of one name were tried, and none answered.
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = codeOf(error);
  if (code === "ENOENT") return "syscall" in error && error.syscall === "connect";
  if (code !== undefined)
    return AWAY_STATES.has(code) || CONNECTION_CLASS.test(code) || SOCKET_CODES.has(code);
  return WORDS.test(error.message);
}

/** Whether the server itself said this: it is there, whatever it refuses. */
export function isServersAnswer(error: unknown): boolean {
  return error instanceof Error && "severity" in error && !(codeOf(error) ?? "").startsWith("57P");
}

/** SQLSTATE, or the operating system's code. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
