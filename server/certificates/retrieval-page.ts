/** The page where a holder retrieves the key pair that the authority made, with the code of their mail. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { escapeMarkup } from "../../domain/markup/escape-markup.ts";
import { sendPage } from "../access/message-page.ts";
import { requireOwnOrigin } from "../platform/origin.ts";
import type { Services } from "../ports/services.ts";
import { hasKeyContainer, type RetrievalRefusal, retrieveKeyContainer } from "./key-container.ts";

const REFUSALS: Record<RetrievalRefusal, string> = {
  unknown: "Cette adresse n'est plus valable.",
  wrongCode: "Ce code n'est pas celui de votre message.",
  tooManyTries: "Trop de codes erronés ont été saisis. Adressez-vous à votre autorité d'enregistrement.",
};

type Form = { Params: { token: string }; Body: { code?: string; file?: string } };

/** Registers `/retrait/:token`: public, since holders have no account here; the token and the code open it. */
export function retrievalRoutes(app: FastifyInstance, services: Services): void {
  app.get<Form>("/retrait/:token", async (request, reply) => {
    if (!(await hasKeyContainer(services, request.params.token))) return refuse(reply, "unknown");
    return codeForm(reply, 200);
  });

  app.post<Form>("/retrait/:token", async (request, reply) => {
    requireOwnOrigin(request, services.config.publicUrl);
    const code = String(request.body.code ?? "");
    const found = await retrieveKeyContainer(services, request.params.token, code);
    if (found === "wrongCode") return codeForm(reply, 403, REFUSALS.wrongCode);
    if (typeof found === "string") return refuse(reply, found);
    if (request.body.file)
      return reply
        .type("application/x-pkcs12")
        .header("content-disposition", `attachment; filename="certificat-${found.certificateNumber}.p12"`)
        .header("cache-control", "no-store")
        .send(Buffer.from(found.pkcs12));
    return sendPage(
      reply,
      200,
      "Votre certificat est prêt",
      `<p>Téléchargez le fichier, puis importez-le avec ce mot de passe, qui n'est affiché qu'ici :</p>
       <p><code>${escapeMarkup(found.password)}</code></p>
       <form method="post"><input type="hidden" name="code" value="${escapeMarkup(code)}">
       <button name="file" value="1">Télécharger le certificat (.p12)</button></form>`,
    );
  });
}

function codeForm(reply: FastifyReply, status: number, error?: string): FastifyReply {
  return sendPage(
    reply,
    status,
    "Retirer votre certificat",
    `${error ? `<p class="error" role="alert">${error}</p>` : ""}
     <form method="post"><label for="code">Code de retrait reçu par e-mail</label>
     <input id="code" name="code" required maxlength="40" autocomplete="one-time-code" autocapitalize="characters">
     <button>Continuer</button></form>`,
  );
}

function refuse(reply: FastifyReply, refusal: RetrievalRefusal): FastifyReply {
  return sendPage(
    reply,
    refusal === "unknown" ? 404 : 403,
    "Retrait impossible",
    `<p>${REFUSALS[refusal]}</p>`,
  );
}
