/** The ports of neighbours as another process reaches them: over HTTP, under a shared secret. */
import type { AddressInfo } from "node:net";
import { fastify } from "fastify";
import { type AnsweringPorts, portsDoor } from "../../neighbours/ports-door/routes.ts";
import type { NeighboursAddress } from "../../server/connectors/neighbours/neighbours-client.ts";

/** What the processes of a test share. */
export const SHARED_SECRET = "a secret that the processes of this test share";

/** Listens on a port of this machine until `close`. */
export async function setApart(
  ports: AnsweringPorts,
): Promise<{ address: NeighboursAddress; close(): Promise<unknown> }> {
  const app = fastify();
  await app.register((scope) => portsDoor(scope, { ports, secret: SHARED_SECRET }), { prefix: "/ports" });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    address: { url: `http://127.0.0.1:${port}`, secret: SHARED_SECRET },
    close: () => app.close(),
  };
}
