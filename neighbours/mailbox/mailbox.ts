/** The embedded mail server: every mail becomes a file of a folder, and a page shows them. Nothing leaves the machine. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";
import { createTransport } from "nodemailer";
import type { Mailer, MailMessage } from "../../server/ports/mailer.ts";
import type { Page } from "../pages/html.ts";
import { listPage, messagePage } from "./mailbox-pages.ts";

/** A mail as the page shows it. */
export type StoredMail = {
  id: string;
  date: string;
  from: string;
  to: string;
  subject: string;
  text: string;
};

export type Mailbox = Mailer & {
  /** Pages, the raw messages, and their list as JSON. */
  routes(app: FastifyInstance): Promise<void>;
};

/** A mailbox in `folder`; each mail is an RFC 5322 message beside a summary of what it says. */
export async function createMailbox(options: { folder: string; from: string }): Promise<Mailbox> {
  const { folder, from } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const mails = await load(folder);

  async function send(message: MailMessage): Promise<void> {
    const id = createHash("sha256").update(message.messageId).digest("hex").slice(0, 24);
    // A repetition of the same message is recognised and dropped, as a reader would.
    if (mails.some((mail) => mail.id === id)) return;
    const composed = await composer.sendMail({
      from,
      to: message.to,
      subject: message.subject,
      text: message.text,
      messageId: `<${message.messageId}>`,
      attachments: (message.attachments ?? []).map(({ fileName, mediaType, content }) => ({
        filename: fileName,
        contentType: mediaType,
        content: Buffer.from(content),
      })),
    });
    const { to, subject, text } = message;
    const mail: StoredMail = { id, date: new Date().toISOString(), from, to, subject, text };
    await writeWhole(join(folder, `${id}.eml`), composed.message as Buffer);
    await writeWhole(join(folder, `${id}.json`), JSON.stringify(mail));
    mails.push(mail);
  }

  /** Newest first; `to` keeps those of one recipient. */
  const list = (to?: string) => mails.filter((mail) => !to || mail.to === to).toReversed();

  return {
    send,
    async routes(app) {
      type Request = { Params: { id: string }; Querystring: { to?: string } };
      app.get<Request>("/", async (request, reply) => sendPage(reply, listPage(list(), request.query.to)));
      app.get<Request>("/api/messages", async (request) => list(request.query.to));
      app.get<Request>("/:id", async (request, reply) => {
        const [id, raw] = request.params.id.split(".");
        const mail = mails.find((candidate) => candidate.id === id);
        if (!mail) return reply.code(404).type("text/plain; charset=utf-8").send("Ce message n'existe pas.");
        if (raw !== "eml") return sendPage(reply, messagePage(mail));
        return reply
          .header("content-type", "message/rfc822")
          .header("x-content-type-options", "nosniff")
          .header("content-disposition", `attachment; filename="${mail.id}.eml"`)
          .send(await readFile(join(folder, `${mail.id}.eml`)));
      });
    },
  };
}

function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  return reply.code(page.status).headers(page.headers).send(page.body);
}

async function load(folder: string): Promise<StoredMail[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const mails = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as StoredMail),
  );
  return mails.toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** A reader never sees half a file. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.tmp`, content, { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}
