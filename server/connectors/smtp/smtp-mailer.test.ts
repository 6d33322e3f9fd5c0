import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createSmtpMailer } from "./smtp-mailer.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** The least of a mail server (RFC 5321 §4.1): takes messages, or answers `refusal` to their recipient. */
async function mailServer(refusal?: string) {
  const received: string[] = [];
  server = createServer((socket) => {
    let inData = false;
    let buffer = "";
    socket.write("220 ready\r\n");
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1");
      const end = inData ? "\r\n.\r\n" : "\r\n";
      for (let at = buffer.indexOf(end); at >= 0; at = buffer.indexOf(end)) {
        const line = buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        received.push(line);
        if (line === "DATA") inData = true;
        else if (inData) inData = false;
        socket.write(
          line === "DATA" ? "354 go on\r\n" : refusal && /^RCPT/.test(line) ? refusal : "250 ok\r\n",
        );
        if (inData) return;
      }
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return { url: `smtp://127.0.0.1:${address.port}`, received };
}

const MESSAGE = { messageId: "1@portail-ae", to: "a@x.example", subject: "Été", text: "Bonjour" };

test("hands the message to the server under its stable Message-ID", async () => {
  const { url, received } = await mailServer();
  const mailer = createSmtpMailer({ url, from: "Portail AE <ae@x.example>" });
  await mailer.send(MESSAGE);
  mailer.close();
  expect(received).toContain("MAIL FROM:<ae@x.example>");
  expect(received).toContain("RCPT TO:<a@x.example>");
  expect(received.join("\n")).toContain("Message-ID: <1@portail-ae>");
});

test("throws with the server's words when it refuses", async () => {
  const { url } = await mailServer("550 no such mailbox\r\n");
  const mailer = createSmtpMailer({ url, from: "ae@x.example" });
  await expect(mailer.send(MESSAGE)).rejects.toThrow("no such mailbox");
  mailer.close();
});
