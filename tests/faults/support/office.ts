/** Who works with the installation: an authority with its order portal, and an operator, over HTTP alone. */
import { createIntakeKey } from "../../../server/intake/intake-keys.ts";
import { openDatabase } from "../../../server/platform/database.ts";
import { signInAs } from "../../builders/sessions.ts";
import { Acknowledged } from "./acknowledged.ts";
import type { SupervisedInstallation } from "./supervised.ts";

/** The JSON of an answer, read with care: a portal that is dying may answer anything. */
export type Answered = {
  status: number;
  retryAfter: string | null;
  body: Readonly<Record<string, unknown>>;
  ms: number;
};

export type Asked = {
  json?: object;
  file?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

/** Longer than the portal ever takes to answer, and an answer that never comes is none. */
const PATIENCE_MS = 40_000;

export type Office = {
  installation: Pick<SupervisedInstallation, "url" | "mail">;
  /** What the portal said that it did. */
  acknowledged: Acknowledged;
  /** As an operator's page asks; status 0 when no answer came. */
  ask(method: string, path: string, asked?: Asked): Promise<Answered>;
  /** As the order portal asks. */
  intake(method: string, path: string, asked?: Asked): Promise<Answered>;
};

/** Sets an authority and a client up, as its administrator does, and signs an operator in. */
export async function openOffice(
  installation: Pick<SupervisedInstallation, "url" | "mail"> & {
    database: Pick<SupervisedInstallation["database"], "urls">;
  },
): Promise<Office> {
  const { application, owner = application } = installation.database.urls;
  const key = await setUp(owner);
  const cookie = await signInAs(application, "RA_INTERNAL");
  const { url } = installation;
  return {
    installation,
    acknowledged: new Acknowledged(),
    ask: (method, path, asked = {}) =>
      call(`${url}${path}`, method, { ...asked, headers: { cookie, origin: url, ...asked.headers } }),
    intake: (method, path, asked = {}) =>
      call(`${url}/intake/v1${path}`, method, {
        ...asked,
        headers: { authorization: `Bearer ${key}`, ...asked.headers },
      }),
  };
}

async function setUp(ownerUrl: string): Promise<string> {
  const db = openDatabase(ownerUrl, { max: 1 });
  try {
    const authority = await db
      .insertInto("registration_authority")
      .values({ code: "AE1", name: "Autorité 1" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const client = await db
      .insertInto("client")
      .values({ code: "AE1-C1", name: "Client 1" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const declared = { registration_authority_id: authority.id, client_id: client.id };
    await db
      .insertInto("declared_address")
      .values({ ...declared, email: "ae@example.org" })
      .execute();
    return await createIntakeKey(db, authority.id, "PortU", new Date());
  } finally {
    await db.destroy();
  }
}

/** One request; status 0 when the connection broke or nothing came. */
export async function call(url: string, method: string, { json, file, headers }: Asked): Promise<Answered> {
  const begun = performance.now();
  try {
    const type = json ? "application/json" : file ? "application/octet-stream" : undefined;
    const body = json ? JSON.stringify(json) : file;
    const answer = await fetch(url, {
      method,
      headers: { ...(type ? { "content-type": type } : {}), ...headers },
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: "manual",
      ...(body ? { body } : {}),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      retryAfter: answer.headers.get("retry-after"),
      body: bodyOf(text),
      ms: performance.now() - begun,
    };
  } catch {
    return { status: 0, retryAfter: null, body: {}, ms: performance.now() - begun };
  }
}

function bodyOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return { list: value };
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return { text };
  }
}
