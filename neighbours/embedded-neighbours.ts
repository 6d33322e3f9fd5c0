/** The embedded neighbours together: one HTTP server for their pages, one TLS server that asks for cards. */
import { mkdir } from "node:fs/promises";
import type { Server } from "node:https";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import { type FastifyInstance, fastify } from "fastify";
import { type Clock, systemClock } from "../server/platform/clock.ts";
import type { Mailer } from "../server/ports/mailer.ts";
import {
  createEmbeddedAuthority,
  type EmbeddedAuthority,
} from "./certification-authority/embedded-authority.ts";
import type { KeyType } from "./certification-authority/key-store.ts";
import { makeDemonstrationCards } from "./identity-provider/cards.ts";
import { createIdentityProvider } from "./identity-provider/identity-provider.ts";
import type { Operator } from "./identity-provider/operators.ts";
import type { ProviderClient } from "./identity-provider/provider.ts";
import { createMailbox } from "./mailbox/mailbox.ts";
import { createOrderPortal } from "./order-portal/order-portal.ts";
import {
  createEmbeddedSignatureService,
  type EmbeddedSignatureService,
} from "./signature-service/embedded-signature-service.ts";

export type NeighboursOptions = {
  /** Folder of the neighbours' own data; each has a folder in it. */
  dataDir: string;
  /** Where the neighbours' pages are reached, and the portal. */
  url: string;
  cardUrl: string;
  portalUrl: string;
  mailFrom: string;
  clock: Clock;
  /** Of the authority's own keys, at its first start. */
  authorityKeyType?: KeyType;
  /** The signature service seals once for all signatories, under its own certificate. */
  sealsOnce?: boolean;
  /** When absent the mails go into the embedded mailbox. */
  mailer?: Mailer | undefined;
  /** When absent no embedded identity provider is started. */
  portalClient?: ProviderClient | undefined;
  /** Calls the portal's webhook with a signed body. */
  callWebhook: (raw: Uint8Array, headers: Record<string, string>) => Promise<void>;
  webhookSecret: string;
};

export type EmbeddedNeighbours = {
  authority: EmbeddedAuthority;
  signatureService: EmbeddedSignatureService;
  mailer: Mailer;
  /** Who may sign in at the embedded identity provider; nobody when there is none. */
  operators(): Promise<Operator[]>;
  /** Opens the small order portal, with the intake key of each registration authority. */
  openOrderPortal(keys: Record<string, string>): Promise<void>;
  listen(ports: { host: string; http: number; card: number }): Promise<void>;
  close(): Promise<void>;
};

/** Makes the neighbours, not yet listening. */
export async function createEmbeddedNeighbours(options: NeighboursOptions): Promise<EmbeddedNeighbours> {
  const { dataDir, url, clock } = options;
  const folder = async (name: string) => {
    const path = join(dataDir, name);
    await mkdir(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const app = fastify({ bodyLimit: 1024 * 1024 });
  await app.register(cookie);

  const authority = await createEmbeddedAuthority({
    folder: await folder("ca"),
    clock,
    publicUrl: `${url}/ca`,
    ...(options.authorityKeyType ? { keyType: options.authorityKeyType } : {}),
  });
  await app.register((scope) => authority.routes(scope), { prefix: "/ca" });

  const mailbox = options.mailer
    ? undefined
    : await createMailbox({
        folder: await folder("mail"),
        publicUrl: `${url}/mail`,
        from: options.mailFrom,
        clock,
      });
  if (mailbox) await app.register(async (scope) => mailbox.routes(scope), { prefix: "/mail" });
  const mailer = options.mailer ?? mailbox;
  if (!mailer) throw new Error("no mailer");

  const signatureService = await createEmbeddedSignatureService({
    folder: await folder("signature"),
    publicUrl: `${url}/sign`,
    clock,
    mailer,
    authority,
    timeStamping: authority,
    sealsOnce: options.sealsOnce ?? false,
    webhook: { url: `${options.portalUrl}/webhooks/signature`, secret: options.webhookSecret },
    notify: options.callWebhook,
  });
  await app.register((scope) => signatureService.routes(scope), { prefix: "/sign" });

  const cardServer = options.portalClient
    ? await mountIdentityProvider(app, options, authority, folder, options.portalClient)
    : undefined;

  return {
    authority,
    signatureService,
    mailer,
    operators: async () => (await cardServer?.registry.read())?.operators ?? [],
    async openOrderPortal(keys) {
      const portal = await createOrderPortal({
        portalUrl: options.portalUrl,
        keys,
        folder: await folder("order-portal"),
      });
      await app.register(
        async (scope) => {
          await scope.register(formbody);
          await scope.register(multipart, { limits: { fileSize: 25 * 1024 * 1024, files: 1 } });
          await portal.routes(scope);
        },
        { prefix: "/portu" },
      );
    },
    async listen({ host, http, card }) {
      await app.listen({ host, port: http });
      if (cardServer) await listening(cardServer.tls, host, card);
    },
    async close() {
      signatureService.close();
      await app.close();
      await cardServer?.close();
    },
  };
}

async function mountIdentityProvider(
  app: FastifyInstance,
  options: NeighboursOptions,
  authority: EmbeddedAuthority,
  folder: (name: string) => Promise<string>,
  client: ProviderClient,
) {
  // Operators' cards belong to the present, whatever past the demonstration lives through.
  const clock = systemClock;
  const operators = await makeDemonstrationCards({ folder: await folder("cards"), authority, clock });
  const provider = await createIdentityProvider({
    folder: await folder("idp"),
    issuer: `${options.url}/idp`,
    cardUrl: options.cardUrl,
    clients: [client],
    authority,
    operators,
    clock,
    allowCardChoice: true,
  });
  await app.register((scope) => provider.routes(scope), { prefix: "/idp" });
  return { tls: provider.tlsServer(), registry: operators, close: () => provider.close() };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
}
