/** A mailbox that takes every message and shows it on pages; stands for a mail server. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { type Clock, systemClock } from "../../server/platform/clock.ts";
import type { Mailer } from "../../server/ports/mailer.ts";
import type { Page } from "../pages/html.ts";
import { composeMessage } from "./compose.ts";
import { MessageStore } from "./message-store.ts";
import { listPage, messagePage, unknownPage } from "./pages.ts";

export type MailboxOptions = {
  /** Keeps the messages; created when missing. */
  folder: string;
  /** Where `routes` is mounted, e.g. `http://localhost:8081/mail`. */
  publicUrl: string;
  /** The sender of every message, e.g. `Portail AE <ne-pas-repondre@portail-ae.invalid>`. */
  from: string;
  clock?: Clock;
};

export type Mailbox = Mailer & {
  /** A Fastify plugin, to be registered under the path of `publicUrl`. */
  routes(app: FastifyInstance): Promise<void>;
};

export async function createMailbox(options: MailboxOptions): Promise<Mailbox> {
  const { from, folder, publicUrl, clock = systemClock } = options;
  const store = await MessageStore.open(folder);
  const base = new URL(publicUrl).pathname.replace(/\/$/, "");
  return {
    send(message) {
      const { messageId, to, subject, text, attachments = [] } = message;
      const at = clock.now();
      const kept = attachments.map(({ fileName, mediaType, content }) => ({
        fileName,
        mediaType,
        size: content.length,
      }));
      const summary = { messageId, from, to, subject, text, attachments: kept };
      return store.add(summary, at, () => composeMessage(message, from, at));
    },
    async routes(app) {
      mailboxRoutes(app, store, base);
    },
  };
}

type ById = { Params: { id: string } };
type ByRecipient = { Querystring: { to?: string | string[] } };

function mailboxRoutes(app: FastifyInstance, store: MessageStore, base: string): void {
  app.get<ByRecipient>("/", (request, reply) => {
    const to = recipientOf(request.query.to);
    return send(reply, listPage(base, store.list(to), to));
  });
  app.get<ByRecipient>("/api/messages", (request, reply) => {
    const messages = store.list(recipientOf(request.query.to));
    return reply
      .header("cache-control", "no-store")
      .send(messages.map(({ id, to, subject, date, text }) => ({ id, to, subject, date, text })));
  });
  app.get<ById>("/:id", async ({ params }, reply) => {
    if (params.id.endsWith(".eml")) return sendRaw(reply, store, params.id.slice(0, -".eml".length), base);
    const message = store.find(params.id);
    return send(reply, message ? messagePage(base, message) : unknownPage(base));
  });
}

async function sendRaw(reply: FastifyReply, store: MessageStore, id: string, base: string) {
  const raw = await store.raw(id);
  if (!raw) return send(reply, unknownPage(base));
  return reply
    .header("content-disposition", `attachment; filename="${id}.eml"`)
    .header("x-content-type-options", "nosniff")
    .type("message/rfc822")
    .send(raw);
}

/** A repeated parameter counts once. */
const recipientOf = (to: string | string[] | undefined): string =>
  (Array.isArray(to) ? (to[0] ?? "") : (to ?? "")).trim();

const send = (reply: FastifyReply, { status, headers, body }: Page) =>
  reply.status(status).headers(headers).send(body);
