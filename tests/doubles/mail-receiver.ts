/** A mail server that keeps what it took, and fails in the ways in which mail servers fail (RFC 5321 §4.2, §4.5.3.2). */
import { createServer, type Server, type Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";

export type ReceivedMail = { messageId: string; to: string; subject: string; text: string };

/** How it behaves until told otherwise. */
export type MailMood =
  | "takes"
  /** Nothing listens. */
  | "isDown"
  /** It is closing down, and says so to whoever comes. */
  | "says421"
  /** The mailbox is busy: to be tried again. */
  | "says450"
  /** The mailbox does not exist: never to be tried again. */
  | "says550"
  /** Takes connections and answers nothing. */
  | "isSilent"
  /** Takes the message, and is gone before it says so. */
  | "diesAfterData";

export type MailReceiver = {
  url: string;
  /** Every message that was taken, in the order in which they came; those too of which nobody was told. */
  received: ReceivedMail[];
  /** How many connections there were, whatever became of them. */
  connections(): number;
  become(mood: MailMood): Promise<void>;
  stop(): Promise<void>;
};

/** Listens on a free port of this machine, and on the same one again after it was down. */
export async function startMailReceiver(): Promise<MailReceiver> {
  const received: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let mood: MailMood = "takes";
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    serve(
      socket,
      () => mood,
      (mail) => received.push(mail),
    );
  });
  const port = await listen(server, 0);
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = () => new Promise((resolve) => server.close(resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    async become(next) {
      if (next === mood) return;
      const wasDown = mood === "isDown";
      mood = next;
      // Whoever is connected meets the new mood at once.
      hangUp();
      if (next === "isDown") await close();
      else if (wasDown) await listen(server, port);
    },
    async stop() {
      hangUp();
      if (server.listening) await close();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) =>
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    }),
  );
}

function serve(socket: Socket, mood: () => MailMood, keep: (mail: ReceivedMail) => void): void {
  if (mood() === "isSilent") return void socket.resume();
  if (mood() === "says421") return void socket.end("421 4.3.2 closing\r\n");
  let inData = false;
  let recipient = "";
  let buffer = "";
  const say = (line: string) => socket.writable && socket.write(`${line}\r\n`);

  async function take(content: string): Promise<void> {
    keep(received(await simpleParser(content.replaceAll("\r\n..", "\r\n.")), recipient));
    if (mood() === "diesAfterData") socket.destroy();
    else say("250 2.0.0 taken");
  }

  function answer(command: string): void {
    if (/^DATA/i.test(command)) {
      inData = true;
      say("354 go on");
    } else if (/^QUIT/i.test(command)) socket.end("221 bye\r\n");
    else if (/^RCPT/i.test(command)) {
      recipient = /<([^>]*)>/.exec(command)?.[1] ?? "";
      say(REFUSALS[mood()] ?? "250 ok");
    } else say("250 ok");
  }

  say("220 ready");
  socket.on("data", (chunk) => {
    buffer += chunk.toString("latin1");
    for (;;) {
      const end = inData ? "\r\n.\r\n" : "\r\n";
      const at = buffer.indexOf(end);
      if (at < 0) return;
      const part = buffer.slice(0, at);
      buffer = buffer.slice(at + end.length);
      if (inData) {
        inData = false;
        void take(part);
      } else answer(part);
    }
  });
}

const REFUSALS: Partial<Record<MailMood, string>> = {
  says450: "450 4.2.1 mailbox busy",
  says550: "550 5.1.1 no such mailbox",
};

function received(mail: ParsedMail, to: string): ReceivedMail {
  return {
    messageId: mail.messageId?.replace(/^<|>$/g, "") ?? "",
    to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
  };
}
