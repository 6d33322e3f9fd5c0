/** A portal in a process of its own, beside a test portal on the same database, under the same sealing secret, that has its orders and operators. */
import { startPortalProcess } from "./portal-process.ts";
import type { TestDatabase } from "./test-database.ts";
import { SEALING_SECRET } from "./test-ledger.ts";

export type Answered = {
  status: number;
  retryAfter: string | null;
  body: Record<string, unknown>;
  ms: number;
};

export type PortalBeside = {
  url: string;
  pid: number;
  /** What it wrote so far. */
  said(): string;
  /** Calls it as this cookie's operator. An answer that never comes is an error. */
  call(cookie: string, method: string, path: string, body?: object): Promise<Answered>;
  stop(): Promise<void>;
};

export async function startPortalBeside(
  { url, ownerUrl }: Pick<TestDatabase, "url" | "ownerUrl">,
  environment: Record<string, string> = {},
): Promise<PortalBeside> {
  const portal = await startPortalProcess({
    DATABASE_URL: url,
    DATABASE_OWNER_URL: ownerUrl,
    SEALING_SECRET,
    LOG_LEVEL: "fatal",
    ...environment,
  });
  return {
    url: portal.url,
    pid: portal.pid,
    said: portal.said,
    stop: portal.stop,
    async call(cookie, method, path, body) {
      const begun = performance.now();
      const answer = await fetch(`${portal.url}${path}`, {
        method,
        headers: {
          cookie,
          origin: portal.url,
          ...(body ? { "content-type": "application/json" } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const json = String(answer.headers.get("content-type")).includes("json");
      return {
        status: answer.status,
        retryAfter: answer.headers.get("retry-after"),
        body: json ? ((await answer.json()) as Record<string, unknown>) : {},
        ms: performance.now() - begun,
      };
    },
  };
}
