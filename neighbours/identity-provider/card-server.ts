/** The TLS server that does nothing but ask the browser for the certificate of a card (AUTH-1). */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { TLSSocket } from "node:tls";
import type { Page } from "../pages/html.ts";
import { errorPage, refusalPage, staleSignInPage } from "./pages.ts";
import type { ServerIdentity } from "./server-identity.ts";
import type { SignInSteps } from "./sign-in-steps.ts";

/**
 * `trusted` (PEM) tells browsers which certificates to propose. Nobody is turned away in the handshake: a broken
 * connection explains nothing, a page does. TLS itself checks that the client holds the key.
 */
export function createCardServer(identity: ServerIdentity, trusted: string[], steps: SignInSteps): Server {
  const options = { ...identity, ca: trusted, requestCert: true, rejectUnauthorized: false };
  return createServer({ ...options, minVersion: "TLSv1.2" }, (request, response) => {
    answer(request, response, steps).catch(() => send(response, errorPage(503, "card_check_unavailable")));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, steps: SignInSteps): Promise<void> {
  const [, handle] = /^\/card\/([\w-]{1,100})$/.exec(request.url ?? "") ?? [];
  if (request.method !== "GET" || !handle) return send(response, staleSignInPage(404));
  const uid = steps.redeemHandle(handle);
  if (!uid) return send(response, staleSignInPage());
  const verdict = await steps.present(uid, certificateOf(request));
  if (!verdict.accepted) return send(response, refusalPage(verdict.reason, verdict.next));
  response.writeHead(303, { location: verdict.next, "cache-control": "no-store", ...CLOSE }).end();
}

function certificateOf({ socket }: IncomingMessage): Uint8Array | undefined {
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined;
}

/** A connection is one card: the next try has to be asked for its certificate again. */
const CLOSE = { connection: "close" };

function send(response: ServerResponse, { status, headers, body }: Page): void {
  response.writeHead(status, { ...headers, ...CLOSE }).end(body);
}
