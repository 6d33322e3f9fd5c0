/** What the authority publishes: its certificates, its revocation lists, its OCSP responder, its time-stamps. */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Clock } from "../../server/platform/clock.ts";
import { answerStatusRequest, type StatusResponder } from "./status-responder.ts";
import { answerTimeStampQuery } from "./time-stamp-query.ts";
import type { TimeStampingKey } from "./time-stamp-token.ts";

export type Published = {
  /** Where all this is mounted. */
  publicUrl: string;
  root: Uint8Array;
  issuing: Uint8Array;
  rootList(): Promise<Uint8Array>;
  issuingList(): Promise<Uint8Array>;
  responder: StatusResponder;
  timeStamping: TimeStampingKey;
  clock: Clock;
};

/** Media types of RFC 2585 §4, RFC 6960 appendix A and RFC 3161 §3.4. */
const CERTIFICATE = "application/pkix-cert";
const LIST = "application/pkix-crl";
const STATUS_REQUEST = "application/ocsp-request";
const STATUS_RESPONSE = "application/ocsp-response";
const TIME_STAMP_QUERY = "application/timestamp-query";
const TIME_STAMP_REPLY = "application/timestamp-reply";

/** Relying parties poll these: a list may be kept for minutes, never longer than it takes to matter. */
const send = (reply: FastifyReply, type: string, body: Uint8Array) =>
  reply.header("cache-control", "public, max-age=300").type(type).send(Buffer.from(body));

export function authorityRoutes(app: FastifyInstance, published: Published): void {
  app.get("/root.cer", (_, reply) => send(reply, CERTIFICATE, published.root));
  app.get("/issuing.cer", (_, reply) => send(reply, CERTIFICATE, published.issuing));
  app.get("/root.crl", async (_, reply) => send(reply, LIST, await published.rootList()));
  app.get("/issuing.crl", async (_, reply) => send(reply, LIST, await published.issuingList()));
  app.get("/", (_, reply) =>
    reply
      .header("content-security-policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
      .type("text/html; charset=utf-8")
      .send(indexPage(new URL(published.publicUrl).pathname)),
  );
  for (const type of [STATUS_REQUEST, TIME_STAMP_QUERY])
    app.addContentTypeParser(type, { parseAs: "buffer", bodyLimit: 10_000 }, (_, body, done) =>
      done(null, body),
    );
  statusRoutes(app, published);
  app.post("/tsa", (request, reply) =>
    reply
      .type(TIME_STAMP_REPLY)
      .send(answerTimeStampQuery(bytesOf(request.body), published.timeStamping, published.clock.now())),
  );
}

/** Nothing, unless the body came under one of the types above. */
const bytesOf = (body: unknown) => (body instanceof Uint8Array ? body : new Uint8Array());

/** RFC 6960 appendix A.1: POST with the request as body, or GET with it in base64 in the path. */
function statusRoutes(app: FastifyInstance, { responder, clock }: Published): void {
  const answer = (request: Uint8Array) => answerStatusRequest(request, responder, clock.now());
  app.post("/ocsp", (request, reply) => reply.type(STATUS_RESPONSE).send(answer(bytesOf(request.body))));
  app.get<{ Params: { "*": string } }>("/ocsp/*", (request, reply) =>
    reply.type(STATUS_RESPONSE).send(answer(Buffer.from(request.params["*"], "base64"))),
  );
}

/** `path` comes out of a URL: quotes and angle brackets are percent-encoded in it. */
const indexPage = (path: string): string => `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Autorité de certification de démonstration</title></head>
<body>
<h1>Autorité de certification de démonstration</h1>
<p>Les certificats émis ici ne prouvent rien en dehors de la démonstration.</p>
<ul>
<li><a href="${path}/root.cer">Certificat de la racine</a></li>
<li><a href="${path}/issuing.cer">Certificat de l'autorité émettrice</a></li>
<li><a href="${path}/issuing.crl">Liste des certificats révoqués</a></li>
<li><a href="${path}/root.crl">Liste de révocation de la racine</a></li>
</ul>
</body>
</html>
`;
