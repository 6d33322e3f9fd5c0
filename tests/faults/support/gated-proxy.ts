/** Passes calls on to another address, and holds the answers of one of them back until a gate is open. */
import { createServer, request } from "node:http";
import { freePorts } from "../../builders/portal-process.ts";
import type { Gate } from "../../doubles/gate.ts";

export type GatedProxy = {
  url: string;
  leadTo(url: string): void;
  /** What is asked at this path is done, and its answer waits. */
  hold(path: string, gate: Gate): void;
  close(): Promise<void>;
};

export async function startGatedProxy(): Promise<GatedProxy> {
  const [port = 0] = await freePorts(1);
  let target = "";
  let held: { path: string; gate: Gate } | undefined;
  const server = createServer((incoming, answer) => {
    const { method = "GET", url = "/", headers } = incoming;
    const outgoing = request(new URL(url, target), { method, headers }, async (response) => {
      if (held && url === held.path) await held.gate.pass();
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  return {
    url: `http://localhost:${port}`,
    leadTo(url) {
      target = url;
    },
    hold(path, gate) {
      held = { path, gate };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
