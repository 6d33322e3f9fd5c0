/** An OpenID provider that signs operators in by the certificate of their card; stands for Keycloak's X.509 flow. */
import { X509Certificate } from "node:crypto";
import { mkdir } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type { Server } from "node:https";
import type { FastifyInstance } from "fastify";
import type { Provider } from "oidc-provider";
import { createCardServer } from "./card-server.ts";
import type { CardRules } from "./evaluate-card.ts";
import { type InteractionOptions, interactionRoutes } from "./interaction-routes.ts";
import { type CardsInUse, createProvider, originsOf, type ProviderClient } from "./provider.ts";
import { openProviderKeys } from "./provider-keys.ts";
import { openServerIdentity } from "./server-identity.ts";
import { SignInSteps } from "./sign-in-steps.ts";

export type IdentityProviderOptions = CardRules & {
  /** Keeps the provider's keys and the card server's certificate; created when missing. */
  folder: string;
  /** E.g. `http://localhost:8081/idp`; `routes` is mounted under its path. */
  issuer: string;
  /** Where the caller makes `tlsServer()` listen, as browsers reach it, e.g. `https://localhost:8443`. */
  cardUrl: string;
  clients: ProviderClient[];
  /** Offers the demonstration cards, to browsers of this machine only. */
  allowCardChoice: boolean;
};

export type IdentityProvider = {
  /** A Fastify plugin, to be registered under the issuer's path. */
  routes(app: FastifyInstance): Promise<void>;
  /** Asks browsers for a client certificate; the caller listens on the port that `cardUrl` names. */
  tlsServer(): Server;
  close(): Promise<void>;
};

export async function createIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { folder, issuer, cardUrl, clients, allowCardChoice, clock, authority } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const keys = await openProviderKeys(folder);
  const identity = await openServerIdentity(folder, new URL(cardUrl).hostname, clock);
  const steps = new SignInSteps(options, `${issuer}/interaction`);
  const cardsInUse: CardsInUse = new Map();
  const provider = createProvider({ issuer, clients, keys, steps, cardsInUse });
  const trusted = (await authority.chain()).map((der) => new X509Certificate(der).toString());
  const server = createCardServer(identity, trusted, steps);
  const formTargets = originsOf(clients);
  const interaction = { provider, steps, cardsInUse, cardUrl, allowCardChoice, formTargets };
  return {
    routes: (app) => mount(app, provider, interaction),
    tlsServer: () => server,
    close: () => closeServer(server),
  };
}

async function mount(
  app: FastifyInstance,
  provider: Provider,
  interaction: InteractionOptions,
): Promise<void> {
  provider.on("server_error", (_, error) => app.log.error({ err: error }, "identity provider"));
  await app.register((scope) => interactionRoutes(scope, interaction));
  await app.register(async (scope) => handOver(scope, provider));
}

/** Hands every other request, its body unread, to the provider, which expects paths without the mount's prefix. */
function handOver(app: FastifyInstance, provider: Provider): void {
  const handle = provider.callback();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_, __, done) => done(null));
  app.all("/*", (request, reply) => {
    reply.hijack();
    const raw: IncomingMessage & { originalUrl?: string } = request.raw;
    raw.originalUrl = raw.url ?? "/";
    raw.url = raw.originalUrl.slice(app.prefix.length) || "/";
    handle(raw, reply.raw).catch((error: unknown) => request.log.error({ err: error }, "identity provider"));
  });
}

/** Nothing to wait for when the server was never made to listen. */
const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
