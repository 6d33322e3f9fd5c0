/** The least of a mail server (RFC 5321 §4.1). */
import { createServer, type Server, type Socket } from "node:net";
import type { Gate } from "./gate.ts";

export type MailServer = {
  url: string;
  /** Every command, and each message as one text. */
  received: string[];
  stop(): Promise<void>;
};

/** Takes messages, or answers `refusal` to their recipient; answers to a message once the gate is open. */
export async function startMailServer({
  refusal,
  gate,
}: {
  refusal?: string;
  gate?: Gate;
} = {}): Promise<MailServer> {
  const received: string[] = [];
  const server = createServer((socket) => serve(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  function serve(socket: Socket): void {
    let inData = false;
    let buffer = "";
    socket.on("error", () => undefined);
    socket.write("220 ready\r\n");
    socket.on("data", async (chunk) => {
      buffer += chunk.toString("latin1");
      for (;;) {
        const end = inData ? "\r\n.\r\n" : "\r\n";
        const at = buffer.indexOf(end);
        if (at < 0) return;
        const line = buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        received.push(line);
        if (inData) await gate?.pass();
        inData = !inData && line === "DATA";
        socket.write(inData ? "354 go on\r\n" : refusal && /^RCPT/.test(line) ? refusal : "250 ok\r\n");
      }
    });
  }
  return { url: `smtp://127.0.0.1:${portOf(server)}`, received, stop: () => stop(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return address.port;
}

const stop = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
