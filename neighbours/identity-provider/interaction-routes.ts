/** The sign-in page and the steps that follow it, under the issuer's path. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Provider } from "oidc-provider";
import type { Page } from "../pages/html.ts";
import { isThisMachine } from "./loopback.ts";
import { refusalPage, signInPage, staleSignInPage } from "./pages.ts";
import type { CardsInUse } from "./provider.ts";
import type { SignInSteps } from "./sign-in-steps.ts";

export type InteractionOptions = {
  provider: Provider;
  steps: SignInSteps;
  cardsInUse: CardsInUse;
  /** Where the card server listens. */
  cardUrl: string;
  allowCardChoice: boolean;
  formTargets: string[];
};

type Step = { Params: { uid: string } };

export async function interactionRoutes(app: FastifyInstance, options: InteractionOptions): Promise<void> {
  const { steps } = options;
  app.addContentTypeParser(FORM, { parseAs: "string", bodyLimit: 4096 }, (_, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  /** Nothing here answers a browser that does not hold the cookie of this very interaction. */
  app.addHook<Step>("preHandler", async (request, reply) => {
    if (!(await isUnderWay(options.provider, request, reply))) return send(reply, staleSignInPage());
  });
  app.get<Step>("/interaction/:uid", async (request, reply) => send(reply, await start(request, options)));
  app.get<Step>("/interaction/:uid/card", async ({ params }, reply) =>
    redirect(reply, `${options.cardUrl}/card/${steps.handleFor(params.uid)}`),
  );
  app.post<Step>("/interaction/:uid/card", (request, reply) => chooseCard(request, reply, options));
  app.get<{ Params: { uid: string; ticket: string } }>("/interaction/:uid/card/:ticket", (request, reply) =>
    finish(request, reply, options),
  );
}

const FORM = "application/x-www-form-urlencoded";

async function isUnderWay(
  provider: Provider,
  request: FastifyRequest<Step>,
  reply: FastifyReply,
): Promise<boolean> {
  try {
    const { uid } = await provider.interactionDetails(request.raw, reply.raw);
    return uid === request.params.uid;
  } catch {
    return false;
  }
}

async function start(request: FastifyRequest<Step>, options: InteractionOptions): Promise<Page> {
  const { steps, formTargets } = options;
  const { uid } = request.params;
  const cardAddress = `${steps.addressOf(uid)}/card`;
  if (!offersChoice(request, options)) return signInPage({ cardAddress, formTargets });
  const { demonstrationCards: cards } = await steps.rules.operators.read();
  return signInPage({
    cardAddress,
    formTargets,
    choice: { action: cardAddress, token: steps.formToken(uid), cards },
  });
}

const offersChoice = (request: FastifyRequest, { allowCardChoice }: InteractionOptions): boolean =>
  allowCardChoice && isThisMachine(request.raw);

/** A demonstration card is judged as if a reader had presented it. */
async function chooseCard(request: FastifyRequest<Step>, reply: FastifyReply, options: InteractionOptions) {
  const { steps } = options;
  const { uid } = request.params;
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  if (!offersChoice(request, options)) return send(reply, staleSignInPage(404));
  if (!steps.redeemForm(uid, form.get("token") ?? "")) return send(reply, staleSignInPage());
  const { demonstrationCards } = await steps.rules.operators.read();
  const card = demonstrationCards.find(({ slug }) => slug === form.get("card"));
  const verdict = await steps.present(uid, card && Buffer.from(card.certificate, "base64"));
  if (!verdict.accepted) return send(reply, refusalPage(verdict.reason, verdict.next));
  return redirect(reply, verdict.next);
}

async function finish(
  request: FastifyRequest<{ Params: { uid: string; ticket: string } }>,
  reply: FastifyReply,
  { provider, steps, cardsInUse }: InteractionOptions,
) {
  const { uid, ticket } = request.params;
  const card = steps.redeemTicket(uid, ticket);
  if (!card) return send(reply, staleSignInPage());
  const accountId = card.operator.id;
  cardsInUse.set(accountId, card);
  const login = { accountId, amr: ["sc"], remember: false };
  return redirect(reply, await provider.interactionResult(request.raw, reply.raw, { login }));
}

const redirect = (reply: FastifyReply, address: string) =>
  reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer").redirect(address, 303);

const send = (reply: FastifyReply, { status, headers, body }: Page) =>
  reply.status(status).headers(headers).send(body);
