import { afterEach, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../../tests/doubles/mail-server.ts";
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

test("throws with the server's words when it refuses", async () => {
  server = await startMailServer({ refusal: "550 no such mailbox\r\n" });
  const { url } = server;
  const mailer = createSmtpMailer({ url, from: "ae@x.example" });
  await expect(mailer.send(MESSAGE)).rejects.toThrow("no such mailbox");
  mailer.close();
});
