/**
 * The HTTPS server under the doubles of real certification authorities: it issues with the embedded authority's means and
 * fails on demand, in the ways in which networks and servers fail.
 */
import { generateKeyPairSync } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { TLSSocket } from "node:tls";
import { makeSigningRequest } from "../../neighbours/certification-authority/signing-request.ts";
import { pem, subject, TestAuthority } from "../../neighbours/certification-authority/test-authority.ts";
import type { Gate } from "./gate.ts";
import { serverIdentity } from "./server-identity.ts";

/** How requests fail. */
export type Fault =
  /** Connections are closed at once. */
  | "unreachable"
  /** 429, nothing is done. */
  | "overloaded"
  /** 500, nothing is done. */
  | "broken"
  /** Nothing is done and nothing answered. */
  | "silent"
  /** Everything is done, and the connection breaks before the answer. */
  | "answerLost";

export type DoubleRequest = {
  method: string;
  /** Decoded, without its query. */
  segments: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** Whether the caller showed a certificate that the double trusts. */
  authorized: boolean;
};

export type DoubleAnswer = { status: number; body: unknown; contentType?: string };

export class AuthorityDouble {
  readonly ca: TestAuthority;
  readonly url: string;
  /** PEM of what the caller must trust. */
  readonly root: string;
  /** How many certificates were made. */
  issued = 0;
  /** What was answered: method and last part of the address. */
  readonly answered: string[] = [];
  /** What was done is answered once this is open. */
  gate: { ending: string; gate: Gate } | undefined;
  /** Whether another key than that of the request is certified. */
  swapsKeys = false;
  readonly #server: Server;
  #fault: { fault: Fault; ending: string } | undefined;

  private constructor(ca: TestAuthority, server: Server, url: string, root: string) {
    this.ca = ca;
    this.#server = server;
    this.url = url;
    this.root = root;
  }

  /** Listens on a free port. */
  static async start(
    answer: (request: DoubleRequest, double: AuthorityDouble) => Promise<DoubleAnswer>,
  ): Promise<AuthorityDouble> {
    const ca = await TestAuthority.start();
    const root = ca.authority
      .trustAnchors()
      .map((der) => pem(der))
      .join("");
    const server = createServer({
      ...(await serverIdentity(ca)),
      requestCert: true,
      // Who shows none is told so, as the products do.
      rejectUnauthorized: false,
      ca: root,
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const address = server.address();
    if (!address || typeof address === "string") throw new Error("no port");
    const double = new AuthorityDouble(ca, server, `https://localhost:${address.port}`, root);
    server.on("connection", (socket) => {
      if (double.#fault?.fault === "unreachable") socket.destroy();
    });
    server.on("request", (request, response) => {
      double.#serve(request, response, answer).catch(() => response.destroy());
    });
    return double;
  }

  /** Runs `work` while every request fails in this way, or those alone whose address ends so. */
  async while<T>(fault: Fault, work: () => Promise<T>, ending = ""): Promise<T> {
    this.#fault = { fault, ending };
    try {
      return await work();
    } finally {
      this.#fault = undefined;
    }
  }

  /** The certificate request of a PEM text, DER. */
  requestOf(text: string): Uint8Array {
    if (this.swapsKeys)
      return makeSigningRequest(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, subject);
    return new Uint8Array(Buffer.from(text.replaceAll(/-----[^-]+-----|\s/g, ""), "base64"));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.ca.stop();
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (request: DoubleRequest, double: AuthorityDouble) => Promise<DoubleAnswer>,
  ): Promise<void> {
    const fault = request.url?.endsWith(this.#fault?.ending ?? "") ? this.#fault?.fault : undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (fault === "silent") return;
    if (fault === "unreachable") return void response.destroy();
    if (fault === "overloaded") return void response.writeHead(429).end();
    if (fault === "broken") return void response.writeHead(500).end();
    const url = new URL(request.url ?? "/", this.url);
    const text = Buffer.concat(chunks).toString("utf8");
    this.answered.push(`${request.method} ${url.pathname.split("/").at(-1)}`);
    const { status, body, contentType } = await answer(
      {
        method: request.method ?? "",
        segments: url.pathname.split("/").slice(1).map(decodeURIComponent),
        query: url.searchParams,
        body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
        authorized: (request.socket as TLSSocket).authorized,
      },
      this,
    );
    if (fault === "answerLost") return void response.destroy();
    if (this.gate && request.url?.endsWith(this.gate.ending)) await this.gate.gate.pass();
    const payload = Buffer.isBuffer(body) ? body : JSON.stringify(body);
    response.writeHead(status, { "content-type": contentType ?? "application/json" }).end(payload);
  }
}
