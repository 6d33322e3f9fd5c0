/** An outside database is waited for at the start: after a failure of power it may be up later than the portal. */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { ConfigurationError } from "./config.ts";
import type { DatabaseUrls } from "./database.ts";
import { codeOf, isDatabaseAway } from "./database-errors.ts";

const TRY_EVERY_MS = 1000;
const CONNECT_MS = 5000;

/** What waiting does not mend, and what does. */
const MISTAKES: Record<string, string> = {
  // SQLSTATE invalid_password, invalid_authorization_specification, invalid_catalog_name, insufficient_privilege.
  "28P01": "the server does not accept its role and password",
  "28000": "the server does not accept its role from here (pg_hba.conf)",
  "3D000":
    "the server has no database of that name: make it (docs/operations.md, “The roles of the database”)",
  "42501": "its role may not connect to that database: GRANT CONNECT",
  ENOTFOUND: "no machine has the name of its host",
};

/**
 * Resolves once every address answers, which may take `seconds`. Throws `ConfigurationError`, in one line that names the
 * variable and never its password, at once for what waiting does not mend, else when the time is over; and the reason of
 * `signal` when that is aborted.
 */
export async function awaitDatabase(
  { application, owner }: DatabaseUrls,
  seconds: number,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = { until: performance.now() + seconds * 1000, seconds, signal };
  await awaitOne("DATABASE_URL", application, waiting);
  if (owner !== undefined) await awaitOne("DATABASE_OWNER_URL", owner, waiting);
}

type Waiting = { until: number; seconds: number; signal: AbortSignal | undefined };

async function awaitOne(variable: string, url: string, { until, seconds, signal }: Waiting): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const error = await failureOf(url);
    if (error === undefined) return;
    const mistake = MISTAKES[codeOf(error) ?? ""];
    if (mistake) throw new ConfigurationError(`${variable}: ${mistake}.`);
    if (!isDatabaseAway(error)) throw unusable(variable, error);
    if (performance.now() + TRY_EVERY_MS > until)
      throw new ConfigurationError(
        `${variable}: no answer from ${placeOf(url)} within ${seconds} seconds (${codeOf(error) ?? "silent"}): start that server, correct the address, or give it longer with DATABASE_WAIT_SECONDS.`,
      );
    await delay(TRY_EVERY_MS, undefined, signal ? { signal } : {});
  }
}

/** Why nobody can connect there, if nobody can. */
async function failureOf(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return undefined;
  } catch (error) {
    return error;
  } finally {
    void client.end();
  }
}

const unusable = (variable: string, error: unknown) =>
  new ConfigurationError(`${variable}: ${error instanceof Error ? error.message : String(error)}`);

/** The machine and port of an address, without its role and password. */
function placeOf(url: string): string {
  const { host, searchParams } = new URL(url);
  return searchParams.get("host") ?? host;
}
