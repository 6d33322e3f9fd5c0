/**
 * The signing pages over HTTP. Whoever has the token in the address is the signatory so far; only the code
 * signs. Forms need no other protection against forgery: their address is the secret.
 */
import { randomBytes } from "node:crypto";
import formBody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Html } from "../pages/html.ts";
import type { CodeOutcome } from "./one-time-code.ts";
import { endPage, type Feedback, layout, NOT_FOUND_PAGE, signingPage } from "./pages.ts";
import { NotOpen, type SigningDesk, type Visit } from "./signing-desk.ts";

const tokenParams = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
const documentParams = tokenParams.extend({ kind: z.string().max(64) });
const signBody = z.object({ code: z.string().max(20), consent: z.literal("yes") });
const refuseBody = z.object({ reason: z.string().trim().min(1).max(500), confirm: z.literal("yes") });

const FORM = "application/x-www-form-urlencoded";
const MAX_FORM_BYTES = 16 * 1024;

const CODE_PROBLEMS: Record<Exclude<CodeOutcome, "accepted">, string> = {
  wrong: "Ce code n’est pas le bon. Vérifiez le dernier e-mail reçu.",
  expired: "Ce code a expiré. Demandez-en un nouveau.",
  exhausted: "Trop d’essais. Demandez un nouveau code.",
  missing: "Demandez d’abord un code.",
};
const AGAIN = "Le service ne répond pas pour le moment. Réessayez dans quelques minutes.";

/** No referrer and no cache: the address of the page is what gives access. */
function secure(reply: FastifyReply): FastifyReply {
  return reply
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .header("x-content-type-options", "nosniff")
    .header("x-frame-options", "DENY");
}

function sendPage(reply: FastifyReply, status: number, title: string, body: Html): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return secure(reply)
    .status(status)
    .header("content-security-policy", policy)
    .type("text/html; charset=utf-8")
    .send(layout(title, nonce, body));
}

class SigningPages {
  readonly #desk: SigningDesk;
  readonly #publicUrl: string;

  constructor(desk: SigningDesk, publicUrl: string) {
    this.#desk = desk;
    this.#publicUrl = publicUrl;
  }

  async #visit(request: FastifyRequest): Promise<Visit | undefined> {
    const params = tokenParams.safeParse(request.params);
    return params.success ? this.#desk.visit(params.data.token) : undefined;
  }

  #base(visit: Visit): string {
    return `${this.#publicUrl}/${visit.signer.token}`;
  }

  async #show(reply: FastifyReply, token: string, status = 200, feedback?: Feedback): Promise<FastifyReply> {
    const visit = await this.#desk.visit(token);
    if (!visit) return this.notFound(reply);
    const end = endPage(visit, this.#base(visit));
    if (end) return sendPage(reply, 200, end.title, end.body);
    return sendPage(reply, status, "Documents à signer", signingPage(visit, this.#base(visit), feedback));
  }

  notFound(reply: FastifyReply): FastifyReply {
    return sendPage(reply, 404, "Lien inconnu", NOT_FOUND_PAGE);
  }

  async open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const visit = await this.#visit(request);
    if (!visit) return this.notFound(reply);
    await this.#desk.note(visit.collection.ref, visit.signer.role, "pageOpened", request.ip);
    return this.#show(reply, visit.signer.token);
  }

  /** Still readable by those who signed; no longer once the collection ended without them. */
  async document(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const visit = await this.#visit(request);
    const params = documentParams.safeParse(request.params);
    if (!visit || !params.success) return this.notFound(reply);
    if (visit.state !== "open" && !visit.signer.signedAt) return this.#show(reply, visit.signer.token);
    const { ref } = visit.collection;
    const pdf = await this.#desk.readDocument(ref, visit.signer.role, params.data.kind);
    if (!pdf) return this.notFound(reply);
    await this.#desk.note(ref, visit.signer.role, "documentOpened", request.ip, params.data.kind);
    return secure(reply)
      .type("application/pdf")
      .header("content-disposition", `inline; filename="${params.data.kind}.pdf"`)
      .send(Buffer.from(pdf));
  }

  /** One act of a form: what it answers, or the page as it stands now when the signatory cannot act any more. */
  async #act(
    request: FastifyRequest,
    reply: FastifyReply,
    act: (visit: Visit) => Promise<Feedback | undefined>,
  ): Promise<FastifyReply> {
    const visit = await this.#visit(request);
    if (!visit) return this.notFound(reply);
    try {
      const feedback = await act(visit);
      if (feedback)
        return await this.#show(reply, visit.signer.token, feedback.kind === "alert" ? 422 : 200, feedback);
      // Back to a page that can be loaded again without doing anything again.
      return secure(reply).redirect(this.#base(visit), 303);
    } catch (error) {
      if (error instanceof NotOpen) return this.#show(reply, visit.signer.token);
      request.log.error({ err: error }, "signing failed");
      return this.#show(reply, visit.signer.token, 503, { kind: "alert", text: AGAIN });
    }
  }

  code(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.#act(request, reply, async ({ collection, signer }) => {
      const outcome = await this.#desk.sendCode(collection.ref, signer.role, request.ip);
      if (outcome === "sent") return undefined;
      return { kind: "alert", text: "Trop de codes demandés. Réessayez dans une heure." };
    });
  }

  sign(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.#act(request, reply, async ({ collection, signer }) => {
      const body = signBody.safeParse(request.body);
      if (!body.success)
        return { kind: "alert", text: "Entrez votre code et cochez la case de consentement." };
      const outcome = await this.#desk.signWithCode(collection.ref, signer.role, body.data.code, request.ip);
      return outcome === "accepted" ? undefined : { kind: "alert", text: CODE_PROBLEMS[outcome] };
    });
  }

  refuse(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.#act(request, reply, async ({ collection, signer }) => {
      const body = refuseBody.safeParse(request.body);
      if (!body.success) return { kind: "alert", text: "Indiquez le motif du refus et confirmez-le." };
      await this.#desk.refuse(collection.ref, signer.role, body.data.reason, request.ip);
      return undefined;
    });
  }
}

export async function signingRoutes(
  app: FastifyInstance,
  desk: SigningDesk,
  publicUrl: string,
): Promise<void> {
  if (!app.hasContentTypeParser(FORM)) await app.register(formBody, { bodyLimit: MAX_FORM_BYTES });
  const pages = new SigningPages(desk, publicUrl);
  const form = { bodyLimit: MAX_FORM_BYTES };
  app.get("/:token", (request, reply) => pages.open(request, reply));
  app.get("/:token/documents/:kind", (request, reply) => pages.document(request, reply));
  app.post("/:token/code", form, (request, reply) => pages.code(request, reply));
  app.post("/:token/sign", form, (request, reply) => pages.sign(request, reply));
  app.post("/:token/refuse", form, (request, reply) => pages.refuse(request, reply));
}
