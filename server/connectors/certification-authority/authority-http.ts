/** HTTPS to a certification authority: trusted roots of its own, a client certificate, limits of time and size. */
import { Agent, request } from "node:https";

export type AuthorityTls = {
  /** PEM of the portal's own certificate and key, for an authority that knows its callers by them. */
  cert?: string;
  key?: string;
  /** PEM of the roots of the authority's server certificate; absent: those that the system trusts. */
  ca?: string | undefined;
  /** Whoever answers is heard. Only for what proves itself, such as a certificate of a known fingerprint. */
  unproven?: boolean;
};

/** No answer that counts. The caller tries again; what the authority did meanwhile is unknown if `sent`. */
export class AuthorityUnreachableError extends Error {
  /** False when the authority certainly did nothing. */
  readonly sent: boolean;

  constructor(message: string, sent: boolean, cause?: unknown) {
    super(message, { cause });
    this.sent = sent;
  }
}

/** An answer that does not count, by its status. */
export class AuthorityStatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/** Any answer below 500 but 429. */
export type AuthorityAnswer = { status: number; body: Buffer };

export type AuthorityHttp = {
  /** `path` is relative to the address. Throws `AuthorityUnreachableError`. */
  call(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<AuthorityAnswer>;
  close(): void;
};

/** A revocation list of a hundred thousand entries has a few megabytes. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

export function createAuthorityHttp(address: {
  /** `https://…`, without a slash at its end. */
  url: string;
  tls: AuthorityTls;
  timeoutSeconds: number;
}): AuthorityHttp {
  const { cert, key, ca, unproven } = address.tls;
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
    ...(ca ? { ca } : {}),
    ...(unproven ? { rejectUnauthorized: false } : {}),
  });

  const call: AuthorityHttp["call"] = (method, path, body) =>
    new Promise((resolve, reject) => {
      let sent = false;
      const fail = (error: Error, certainlyNothing = false) =>
        reject(
          new AuthorityUnreachableError(
            `${method} ${path}: ${error.message}`,
            sent && !certainlyNothing,
            error,
          ),
        );
      const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const outgoing = request(`${address.url}${path}`, {
        method,
        agent,
        signal: AbortSignal.timeout(address.timeoutSeconds * 1000),
        headers: {
          accept: "application/json",
          ...(payload ? { "content-type": "application/json", "content-length": payload.length } : {}),
        },
      });
      outgoing.on("socket", (socket) => {
        // A connection that was there already may carry the request away before it is known to be dead.
        if (outgoing.reusedSocket) sent = true;
        else
          socket.once("secureConnect", () => {
            sent = true;
          });
      });
      outgoing.on("error", fail);
      outgoing.on("response", (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST_ANSWER) incoming.destroy(new Error("the answer is too large"));
          else chunks.push(chunk);
        });
        incoming.on("error", fail);
        incoming.on("end", () => {
          const status = incoming.statusCode ?? 0;
          const failed = status >= 500 || status === 429 || (status >= 300 && status < 400);
          if (failed) fail(new AuthorityStatusError(status), status === 429);
          else resolve({ status, body: Buffer.concat(chunks) });
        });
      });
      outgoing.end(payload);
    });

  return { call, close: () => agent.destroy() };
}
