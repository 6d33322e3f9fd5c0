/** Whether a port can be had, asked before anything is begun that would be lost or done twice. */
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Rejects with the system's error (`EADDRINUSE`, `EACCES`) when nothing can listen on this port of this host now. Keeps
 * nothing: who listens later may still fail.
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  server.listen({ host, port });
  await once(server, "listening");
  server.close();
  await once(server, "close");
}
