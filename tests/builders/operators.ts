/** Operators signed in, for HTTP tests: a session as the sign-in opens it, without the browser. */
import type { InjectOptions } from "fastify";
import type { Operator } from "../../domain/access/actor.ts";
import { type Perimeter, perimeterOf } from "../../domain/access/perimeter.ts";
import type { Role } from "../../domain/access/permissions.ts";
import { openSession, saveOperator } from "../../server/access/session-store.ts";
import { inTransaction } from "../../server/platform/database.ts";
import type { TestPortal } from "./test-portal.ts";

export type SignedInOperator = Operator & {
  perimeter: Perimeter;
  /** The `Cookie` header of the session. */
  cookie: string;
  /** Sends a request of this operator, from the portal's own page. */
  request(method: "GET" | "POST" | "PUT" | "DELETE", url: string, body?: object): Promise<Answer>;
  /** Sends a file as a form does. */
  upload(url: string, fileName: string, content: Buffer): Promise<Answer>;
};

/** `body` is the JSON of the answer, loosely typed: tests assert what they expect of it. */
// biome-ignore lint/suspicious/noExplicitAny: an assertion on a wrong shape fails by itself
export type Answer = { status: number; body: any; headers: Record<string, unknown>; raw: Buffer };

/** Signs somebody in with this role; external operators and auditors are attached to `registrationAuthorities`. */
export async function signIn(
  portal: TestPortal,
  role: Role,
  options: { name?: string; registrationAuthorities?: string[]; clients?: string[] } = {},
): Promise<SignedInOperator> {
  const displayName = options.name ?? `Opérateur ${role}`;
  const perimeter = perimeterOf([role], {
    registrationAuthorities: options.registrationAuthorities ?? ["AE1"],
    clients: options.clients ?? ["*"],
  });
  const at = portal.services.clock.now();
  const { id, token } = await inTransaction(portal.services.db, async (trx) => {
    const id = await saveOperator(trx, {
      issuer: "test",
      subject: `${displayName} ${role}`,
      displayName,
      at,
    });
    const session = { operatorId: id, roles: [role], perimeter, idToken: "", providerSid: undefined, at };
    return { id, token: await openSession(trx, session) };
  });
  return {
    kind: "operator",
    id,
    displayName,
    roles: [role],
    perimeter,
    cookie: `portail_session=${token}`,
    request: (method, url, body) => send({ method, url, ...(body ? { payload: body } : {}) }),
    upload(url, fileName, content) {
      const boundary = "------------------------portail";
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
      return send({
        method: "POST",
        url,
        payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
        headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
      });
    },
  };

  async function send(options: InjectOptions): Promise<Answer> {
    const response = await portal.app.inject({
      ...options,
      cookies: { portail_session: token },
      headers: { origin: new URL(portal.services.config.publicUrl).origin, ...options.headers },
    });
    const isJson = String(response.headers["content-type"]).includes("json");
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
      raw: response.rawPayload,
    };
  }
}
