/**
 * The embedded neighbours, each made when it is asked for and not before: one HTTP server for their pages, one TLS server
 * that asks for cards. Of whom nobody asked, no folder, key or listening port exists.
 */
import { mkdir } from "node:fs/promises";
import type { Server } from "node:https";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import { type FastifyInstance, fastify } from "fastify";
import { type Clock, systemClock } from "../server/platform/clock.ts";
import type { Database } from "../server/platform/database.ts";
import { closeWithLastAnswers } from "../server/platform/last-answers.ts";
import type { FileStore } from "../server/ports/file-store.ts";
import type { Mailer } from "../server/ports/mailer.ts";
import type { SignatureTrust } from "../server/ports/signature-trust.ts";
import {
  createEmbeddedAuthority,
  type EmbeddedAuthority,
} from "./certification-authority/embedded-authority.ts";
import type { KeyType } from "./certification-authority/key-store.ts";
import type { Operator } from "./identity-provider/operators.ts";
import type { ProviderClient } from "./identity-provider/provider.ts";
import { createMailbox } from "./mailbox/mailbox.ts";
import { type AnsweringPorts, portsDoor } from "./ports-door/routes.ts";
import {
  createEmbeddedSignatureService,
  type EmbeddedSignatureService,
} from "./signature-service/embedded-signature-service.ts";
import type { Notify } from "./signature-service/webhook.ts";

export type NeighboursOptions = {
  /** Folder of the neighbours' own data; each has a folder in it. */
  dataDir: string;
  /** Where the signature service keeps its records, and its PDFs. */
  db: Database;
  files: FileStore;
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
  /** Calls the portal's webhook with a signed body. */
  callWebhook: Notify;
  webhookSecret: string;
  /** Shared with the portal's other processes: they call the ports over HTTP. Absent: nobody does. */
  portsSecret?: string | undefined;
};

export type EmbeddedIdentityProvider = {
  /** Who may sign in. */
  operators(): Promise<Operator[]>;
};

/** Asking twice gives the same one. All have to be asked for before `listen`. */
export type EmbeddedNeighbours = {
  authority(): Promise<EmbeddedAuthority>;
  mailbox(): Promise<Mailer>;
  /** Writes to signatories through this mailer. */
  signatureService(mailer: Mailer): Promise<EmbeddedSignatureService>;
  /** Whose signatures are believed: the authority under which the signature service signs. */
  signatureTrust(): Promise<SignatureTrust>;
  identityProvider(client: ProviderClient): Promise<EmbeddedIdentityProvider>;
  /** The small order portal, with the intake key of each registration authority. */
  orderPortal(keys: Record<string, string>): Promise<void>;
  /** Nothing listens of which nobody asked. */
  listen(ports: { host: string; http: number; card: number }): Promise<void>;
  /** Takes no further request, and waits for those under way. */
  finish(): Promise<void>;
  close(): Promise<void>;
};

/** Makes none of them yet. */
export function createEmbeddedNeighbours(options: NeighboursOptions): EmbeddedNeighbours {
  const { url, clock, dataDir } = options;
  const pages = new NeighbourPages();
  const ports: AnsweringPorts = {};
  const closing: (() => void | Promise<void>)[] = [];
  let cards: Server | undefined;

  const authority = once(async () => {
    const made = await createEmbeddedAuthority({
      folder: await folderOf(dataDir, "ca"),
      clock,
      publicUrl: `${url}/ca`,
      ...(options.authorityKeyType ? { keyType: options.authorityKeyType } : {}),
    });
    await pages.mount("/ca", (scope) => made.routes(scope));
    ports["certification-authority"] = made;
    return made;
  });

  const mailbox = once(async () => {
    const made = await createMailbox({
      folder: await folderOf(dataDir, "mail"),
      publicUrl: `${url}/mail`,
      from: options.mailFrom,
      clock,
    });
    await pages.mount("/mail", async (scope) => made.routes(scope));
    ports.mailer = made;
    return made;
  });

  const signatureService = once(async (mailer: Mailer) => {
    const issuer = await authority();
    const made = await createEmbeddedSignatureService({
      db: options.db,
      files: options.files,
      folder: join(dataDir, "signature"),
      publicUrl: `${url}/sign`,
      clock,
      mailer,
      authority: issuer,
      timeStamping: issuer,
      sealsOnce: options.sealsOnce ?? false,
      webhook: { url: `${options.portalUrl}/webhooks/signature`, secret: options.webhookSecret },
      notify: options.callWebhook,
    });
    closing.push(() => made.close());
    await pages.mount("/sign", (scope) => made.routes(scope));
    ports["signature-service"] = made;
    return made;
  });

  const signatureTrust = once(async () => {
    const issuer = await authority();
    const made: SignatureTrust = {
      anchors: async () => issuer.trustAnchors(),
      revocationLists: () => issuer.revocationLists(),
    };
    ports["signature-trust"] = made;
    return made;
  });

  const identityProvider = once(async (client: ProviderClient) => {
    // Its packages are not installed where a real provider signs operators in.
    const { openIdentityProvider } = await import("./identity-provider/open-identity-provider.ts");
    const made = await openIdentityProvider({
      folders: { cards: await folderOf(dataDir, "cards"), idp: await folderOf(dataDir, "idp") },
      issuer: `${url}/idp`,
      cardUrl: options.cardUrl,
      client,
      authority: await authority(),
      // Operators' cards belong to the present, whatever past the demonstration lives through.
      clock: systemClock,
    });
    cards = made.tls;
    closing.push(() => made.close());
    await pages.mount("/idp", (scope) => made.routes(scope));
    return { operators: made.operators };
  });

  const orderPortal = once(async (keys: Record<string, string>) => {
    const { openOrderPortal } = await import("./order-portal/open-order-portal.ts");
    const folder = await folderOf(dataDir, "order-portal");
    await pages.mount("/portu", await openOrderPortal({ portalUrl: options.portalUrl, keys, folder }));
  });

  return {
    authority,
    mailbox,
    signatureService,
    signatureTrust,
    identityProvider,
    orderPortal,
    async listen({ host, http, card }) {
      const { portsSecret: secret } = options;
      if (secret) await pages.mount("/ports", (scope) => portsDoor(scope, { ports, secret }));
      await pages.listen(host, http);
      if (cards) await listening(cards, host, card);
    },
    finish: () => pages.close(),
    async close() {
      for (const close of closing.splice(0)) await close();
      await pages.close();
    },
  };
}

/** What serves the pages of all of them; not there until one of them has some. */
class NeighbourPages {
  #app: FastifyInstance | undefined;

  async mount(prefix: string, routes: (scope: FastifyInstance) => Promise<void>): Promise<void> {
    if (!this.#app) {
      this.#app = fastify({ bodyLimit: 1024 * 1024 });
      closeWithLastAnswers(this.#app);
      await this.#app.register(cookie);
    }
    await this.#app.register(routes, { prefix });
  }

  async listen(host: string, port: number): Promise<void> {
    await this.#app?.listen({ host, port });
  }

  async close(): Promise<void> {
    await this.#app?.close();
  }
}

/** Made at the first call; whoever asks again gets what the first one got. */
function once<Arguments extends unknown[], Made>(
  make: (...given: Arguments) => Promise<Made>,
): (...given: Arguments) => Promise<Made> {
  let made: Promise<Made> | undefined;
  return (...given) => {
    made ??= make(...given);
    return made;
  };
}

async function folderOf(dataDir: string, name: string): Promise<string> {
  const path = join(dataDir, name);
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
}
