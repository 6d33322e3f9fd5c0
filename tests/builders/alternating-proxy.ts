/**
 * A proxy as an installation has one before its web processes: each request goes to the next of those that say they are
 * ready.
 */
import { once } from "node:events";
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";

export type AlternatingProxy = {
  /** How many requests each of the processes was given. */
  given(): number[];
  close(): Promise<void>;
};

/** How often it asks a process whether it is ready. */
const LOOK_MS = 100;

/** Listens on `port` of this machine. A process that is not ready, or does not listen, is passed over. */
export async function startAlternatingProxy(
  port: number,
  targets: readonly number[],
): Promise<AlternatingProxy> {
  const counts = targets.map(() => 0);
  const readies = targets.map(() => true);
  let turn = 0;

  function pass(incoming: IncomingMessage, answer: ServerResponse, index: number, triesLeft: number): void {
    const outgoing = ask(targets[index] ?? 0, incoming);
    outgoing.on("socket", (socket) => socket.once("connect", () => incoming.pipe(outgoing)));
    outgoing.on("response", (response) => {
      counts[index] = (counts[index] ?? 0) + 1;
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
      response.on("error", () => answer.destroy());
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // Nothing of the request has left: another process may have it.
      if (error.code === "ECONNREFUSED" && triesLeft > 0)
        pass(incoming, answer, (index + 1) % targets.length, triesLeft - 1);
      else if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    });
    answer.on("close", () => {
      outgoing.destroy();
      // Of a body that was refused before its end the rest runs out here, or the client would see a cut connection.
      incoming.resume();
    });
  }

  const looking = setInterval(() => {
    for (const [index, target] of targets.entries())
      void isReady(target).then((ready) => {
        readies[index] = ready;
      });
  }, LOOK_MS);

  const server = createServer((incoming, answer) => {
    do turn = (turn + 1) % targets.length;
    while (!readies[turn] && readies.includes(true));
    pass(incoming, answer, turn, targets.length - 1);
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    given: () => [...counts],
    async close() {
      clearInterval(looking);
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** On a connection of its own, so that a process that ended is met when it is connected to, and at no later point. */
function ask(port: number, { method, url, headers }: IncomingMessage): ClientRequest {
  return request({ host: "127.0.0.1", port, method, path: url, headers, agent: false });
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
