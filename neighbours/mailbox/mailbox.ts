import type { FastifyInstance } from "fastify";
import type { Mailer, MailMessage } from "../../server/ports/mailer.ts";
export async function createMailbox(_: { folder: string; publicUrl: string; from: string }) {
  const messages: MailMessage[] = [];
  const mailer: Mailer = { async send(message) { messages.push(message); } };
  return { ...mailer, async routes(app: FastifyInstance) { app.get("/api/messages", async () => messages); } };
}
