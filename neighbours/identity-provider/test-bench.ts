/** For tests: a provider that really listens, a portal's OpenID client, and a browser that holds cookies and a card. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type RequestOptions, request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import * as client from "openid-client";
import { SettableClock } from "../../server/platform/clock.ts";
import {
  createEmbeddedAuthority,
  type EmbeddedAuthority,
} from "../certification-authority/embedded-authority.ts";
import { makeDemonstrationCards } from "./cards.ts";
import { createIdentityProvider } from "./identity-provider.ts";
import type { OperatorRegistry } from "./operators.ts";

export const REDIRECT = "http://localhost:1/callback";
export const SIGNED_OUT = "http://localhost:1/signed-out";
const CREDENTIALS = { client_id: "portail-ae", client_secret: "a secret + with: odd % letters" };

export type Bench = {
  folder: string;
  issuer: string;
  clock: SettableClock;
  authority: EmbeddedAuthority;
  operators: OperatorRegistry;
  app: FastifyInstance;
  portal: client.Configuration;
  close(): Promise<void>;
};

/** The card files are under `cards` of the folder. */
export async function startBench(
  more: { allowCardChoice?: boolean; backchannel?: string } = {},
): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), "identity-"));
  const [port, cardPort] = [await freePort(), await freePort()];
  const issuer = `http://localhost:${port}/idp`;
  const clock = new SettableClock(new Date());
  const publicUrl = `http://localhost:${port}/ca`;
  const authority = await createEmbeddedAuthority({ folder: join(folder, "ca"), clock, publicUrl });
  const operators = await makeDemonstrationCards({ folder: join(folder, "cards"), authority, clock });
  const provider = await createIdentityProvider({
    folder: join(folder, "idp"),
    issuer,
    cardUrl: `https://localhost:${cardPort}`,
    clients: [portalClient(more.backchannel)],
    authority,
    operators,
    clock,
    allowCardChoice: more.allowCardChoice ?? true,
  });
  const app = Fastify();
  await app.register((scope) => provider.routes(scope), { prefix: "/idp" });
  await app.listen({ port, host: "localhost" });
  await new Promise<void>((resolve) => provider.tlsServer().listen(cardPort, "localhost", resolve));
  const portal = await discover(issuer);
  const close = async () => {
    await Promise.all([app.close(), provider.close()]);
    await rm(folder, { recursive: true });
  };
  return { folder, issuer, clock, authority, operators, app, portal, close };
}

const portalClient = (backchannel?: string) => ({
  ...CREDENTIALS,
  redirect_uris: [REDIRECT],
  post_logout_redirect_uris: [SIGNED_OUT],
  ...(backchannel ? { backchannel_logout_uri: backchannel } : {}),
});

const discover = (issuer: string) =>
  client.discovery(new URL(issuer), CREDENTIALS.client_id, CREDENTIALS.client_secret, undefined, {
    execute: [client.allowInsecureRequests],
  });

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "localhost", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export type Answer = { status: number; location: string | undefined; body: string; headers: Headers };
export type Card = { key: string; cert: string };

export async function cardNamed(bench: Bench, slug: string): Promise<Card> {
  const read = (kind: string) => readFile(join(bench.folder, "cards", `${slug}.${kind}.pem`), "utf8");
  return { key: await read("key"), cert: await read("crt") };
}

/** Follows redirects until a page, or until an address of the portal. */
export class Browser {
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>();
  readonly #card: Card | undefined;

  constructor(card?: Card) {
    this.#card = card;
  }

  async follow(address: string, form?: Record<string, string>): Promise<Answer> {
    const answer = await this.once(address, form);
    if (!answer.location || answer.location.startsWith("http://localhost:1/")) return answer;
    return this.follow(new URL(answer.location, address).href);
  }

  async once(
    address: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const url = new URL(address);
    if (url.protocol === "https:") return this.#overTls(url);
    const body = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    const answer = await fetch(url, {
      ...body,
      headers: { ...headers, cookie: this.#cookiesFor(url) },
      redirect: "manual",
    });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    const location = answer.headers.get("location") ?? undefined;
    return { status: answer.status, location, body: await answer.text(), headers: answer.headers };
  }

  #cookiesFor({ pathname }: URL): string {
    const sent = [...this.#cookies.values()].filter(({ path }) => pathname.startsWith(path));
    return sent.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  #keep(header: string): void {
    const [pair = "", ...attributes] = header.split("; ");
    const [name = "", value = ""] = pair.split("=");
    const path = attributes.find((one) => one.startsWith("path="))?.slice(5) ?? "/";
    if (value) this.#cookies.set(`${path} ${name}`, { name, value, path });
    else this.#cookies.delete(`${path} ${name}`);
  }

  #overTls(url: URL): Promise<Answer> {
    const options: RequestOptions = { ...this.#card, agent: false, rejectUnauthorized: false };
    return new Promise((resolve, reject) => {
      request(url, options, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        const headers = new Headers(response.headers as Record<string, string>);
        const { statusCode: status = 0 } = response;
        response.on("end", () => resolve({ status, location: response.headers.location, body, headers }));
      })
        .on("error", reject)
        .end();
    });
  }
}

/** What the portal keeps between sending somebody to sign in and their return. */
export async function newSignIn({ portal }: Bench) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const address = client.buildAuthorizationUrl(portal, {
    redirect_uri: REDIRECT,
    scope: "openid profile email roles",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    nonce: expectedNonce,
  }).href;
  const finish = (callback: string) =>
    client.authorizationCodeGrant(portal, new URL(callback), {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
    });
  return { address, finish };
}

/** The address of « Se connecter avec ma carte » on a sign-in page. */
export function cardLink({ body }: Answer): string {
  return /class="primary" href="([^"]+)"/.exec(body)?.[1] ?? "";
}
