import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastify } from "fastify";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SettableClock } from "../../server/platform/clock.ts";
import type { MailMessage } from "../../server/ports/mailer.ts";
import { createMailbox } from "./mailbox.ts";

const FROM = "Portail AE <ne-pas-repondre@portail-ae.example>";
const message = (more: Partial<MailMessage> = {}): MailMessage => ({
  messageId: "toVerify.5144@portail-ae",
  to: "a.fleury@mail.example",
  subject: "Votre commande N° 5144 – Łukasz",
  text: "Bonjour,\n\nhttps://portail.example/commandes/5144.\n",
  ...more,
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailbox-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openMailbox() {
  const clock = new SettableClock(new Date("2025-05-12T13:42:00Z"));
  const mailbox = await createMailbox({ folder, publicUrl: "http://localhost/mail", from: FROM, clock });
  const app = fastify();
  await app.register((scope) => mailbox.routes(scope), { prefix: "/mail" });
  const get = (path: string) => app.inject(`/mail${path}`);
  return { mailbox, clock, get };
}

type Listed = { id: string; to: string; subject: string; text: string; date: string };

test("keeps a message that a mail reader understands", async () => {
  const { mailbox, get } = await openMailbox();
  const attachments = [
    { fileName: "pièce.pdf", mediaType: "application/pdf", content: Buffer.from("%PDF-") },
  ];
  await mailbox.send(message({ attachments }));
  const [listed] = (await get("/api/messages")).json<Listed[]>();
  const raw = await get(`/${listed?.id}.eml`);
  const parsed = await simpleParser(raw.rawPayload);
  expect(parsed.subject).toBe("Votre commande N° 5144 – Łukasz");
  expect(parsed.from?.text).toContain("ne-pas-repondre@portail-ae.example");
  expect(parsed.messageId).toBe("<toVerify.5144@portail-ae>");
  expect(parsed.date?.toISOString()).toBe("2025-05-12T13:42:00.000Z");
  expect(parsed.attachments[0]?.filename).toBe("pièce.pdf");
});

test("keeps one of two messages of the same Message-ID, at once and after a restart", async () => {
  const { mailbox } = await openMailbox();
  await Promise.all([mailbox.send(message()), mailbox.send(message())]);
  const reopened = await openMailbox();
  reopened.clock.set(new Date("2025-06-01T00:00:00Z"));
  await reopened.mailbox.send(message());
  expect((await reopened.get("/api/messages")).json<Listed[]>()).toHaveLength(1);
  expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("lists the newest first, and those to one address", async () => {
  const { mailbox, clock, get } = await openMailbox();
  await mailbox.send(message({ messageId: "1@x", subject: "ancien" }));
  clock.set(new Date("2025-05-13T13:42:00Z"));
  await mailbox.send(message({ messageId: "2@x", subject: "autre", to: "h.dubois@mail.example" }));
  const subjects = async (path: string) => (await get(path)).json<Listed[]>().map(({ subject }) => subject);
  expect(await subjects("/api/messages")).toEqual(["autre", "ancien"]);
  expect(await subjects("/api/messages?to=A.Fleury@mail.example")).toEqual(["ancien"]);
  expect((await get("/?to=h.dubois@mail.example")).body).not.toContain("ancien");
});

test("shows a message as text: nothing in it becomes markup, and only web addresses become links", async () => {
  const { mailbox, get } = await openMailbox();
  const text = `<script>alert(1)</script> javascript:alert(2) (https://x.example/a?b=1&c="onclick=1)`;
  await mailbox.send(message({ subject: "<img src=x>", text }));
  const [listed] = (await get("/api/messages")).json<Listed[]>();
  const { body, headers } = await get(`/${listed?.id}`);
  expect(body).not.toMatch(/<script|<img|href="javascript/);
  expect(body).toContain('<a href="https://x.example/a?b=1&amp;c=" rel="noopener noreferrer">');
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
});

test("does not let a subject or an address write headers or add recipients", async () => {
  const { mailbox, get } = await openMailbox();
  await mailbox.send(message({ subject: "a\r\nBcc: b@x.example", to: "a@x.example" }));
  const [listed] = (await get("/api/messages")).json<Listed[]>();
  const parsed = await simpleParser((await get(`/${listed?.id}.eml`)).rawPayload);
  expect(parsed.bcc).toBeUndefined();
});

test.each(["/nothing", "/..%2f..%2fetc%2fpasswd.eml", "/20250512T134200000Z-0000000000000000.eml"])(
  "knows no %s",
  async (path) => {
    const { get } = await openMailbox();
    expect((await get(path)).statusCode).toBe(404);
  },
);
