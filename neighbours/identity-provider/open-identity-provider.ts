/** The embedded identity provider with the operators and the cards of the demonstration. */
import type { Server } from "node:https";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../../server/platform/clock.ts";
import type { EmbeddedAuthority } from "../certification-authority/embedded-authority.ts";
import { makeDemonstrationCards } from "./cards.ts";
import { createIdentityProvider } from "./identity-provider.ts";
import type { Operator } from "./operators.ts";
import type { ProviderClient } from "./provider.ts";

export type OpenIdentityProvider = {
  /** A Fastify plugin: the provider's pages, under the prefix that `issuer` names. */
  routes(app: FastifyInstance): Promise<void>;
  /** Asks for cards; not yet listening. */
  tls: Server;
  operators(): Promise<Operator[]>;
  close(): Promise<void>;
};

/** `folders` are made when missing; the cards lie in one of them, for whoever tries the portal. */
export async function openIdentityProvider({
  folders,
  client,
  authority,
  clock,
  ...addresses
}: {
  folders: { cards: string; idp: string };
  issuer: string;
  cardUrl: string;
  client: ProviderClient;
  authority: EmbeddedAuthority;
  clock: Clock;
}): Promise<OpenIdentityProvider> {
  const operators = await makeDemonstrationCards({ folder: folders.cards, authority, clock });
  const provider = await createIdentityProvider({
    ...addresses,
    folder: folders.idp,
    clients: [client],
    authority,
    operators,
    clock,
    allowCardChoice: true,
  });
  return {
    routes: (app) => provider.routes(app),
    tls: provider.tlsServer(),
    operators: async () => (await operators.read())?.operators ?? [],
    close: () => provider.close(),
  };
}
