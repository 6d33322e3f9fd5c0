import { afterEach, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../../tests/doubles/mail-server.ts";
import { MailRefusedError } from "../../ports/mailer.ts";
import { createSmtpMailer } from "./smtp-mailer.ts";

let server: MailServer | undefined;
afterEach(() => server?.stop());

const MESSAGE = { messageId: "1@portail-ae", to: "a@x.example", subject: "Été", text: "Bonjour" };

test("hands the message to the server under its stable Message-ID", async () => {
  server = await startMailServer();
  const { url, received } = server;
  const mailer = createSmtpMailer({ url, from: "Portail AE <ae@x.example>" });
  await mailer.send(MESSAGE);
  mailer.close();
  expect(received).toContain("MAIL FROM:<ae@x.example>");
  expect(received).toContain("RCPT TO:<a@x.example>");
  expect(received.join("\n")).toContain("Message-ID: <1@portail-ae>");
});

test.each([
  ["550 no such mailbox", true],
  ["552 5.2.2 mailbox full", true],
  ["450 mailbox busy", false],
  ["451 4.7.1 greylisted, come again", false],
  ["530 5.7.0 authentication required", false],
])("throws with the server's words: %s; for good is %s", async (refusal, forGood) => {
  server = await startMailServer({ refusal: `${refusal}\r\n` });
  const { url } = server;
  const mailer = createSmtpMailer({ url, from: "ae@x.example" });
  const error: unknown = await mailer.send(MESSAGE).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: expect.stringContaining(refusal.slice(4)) });
  expect(error instanceof MailRefusedError).toBe(forGood);
  mailer.close();
});
