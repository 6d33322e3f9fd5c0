/** The ports on which a process listens, and whether they can be had: asked before anything is begun. */
import { once } from "node:events";
import { createServer } from "node:net";
import { type Config, ConfigurationError } from "./config.ts";
import { codeOf } from "./database-errors.ts";
import { DUTIES } from "./process-roles.ts";

export type ListeningPort = { variable: string; port: number };

/** The embedded signature service has pages, the embedded identity provider asks for cards. */
export function listeningPorts({ role, port, healthPort, neighbours, oidc }: Config): ListeningPort[] {
  const { answers, isNeighbours } = DUTIES[role];
  const listening: ListeningPort[] = [];
  if (answers) listening.push({ variable: "PORT", port });
  else if (healthPort) listening.push({ variable: "HEALTH_PORT", port: healthPort });
  if (isNeighbours) listening.push({ variable: "NEIGHBOURS_PORT", port: neighbours.port });
  if (isNeighbours && !oidc.issuer) listening.push({ variable: "CARD_PORT", port: neighbours.cardPort });
  return listening;
}

/**
 * Throws `ConfigurationError`, in one line that names the variable, when nothing can listen on one of them now. Keeps none:
 * who listens later may still fail.
 */
export async function requirePorts(config: Config): Promise<void> {
  for (const { variable, port } of listeningPorts(config)) {
    const code = await whyNot(config.host, port);
    if (code !== undefined) throw new ConfigurationError(inOneLine(config.host, variable, port, code));
  }
}

async function whyNot(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  server.listen({ host, port });
  try {
    await once(server, "listening");
  } catch (error) {
    return codeOf(error) ?? "unknown";
  }
  server.close();
  await once(server, "close");
  return undefined;
}

function inOneLine(host: string, variable: string, port: number, code: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `${variable}: another program, perhaps the portal itself, listens on port ${port} of ${host}: stop it, or choose another port.`;
    case "EACCES":
      return `${variable}: the portal's account may not listen on port ${port}: choose one above 1023.`;
    default:
      return `HOST: nothing can listen on ${host} (${code}): give an address of this machine, 127.0.0.1 for this machine alone or 0.0.0.0 for all networks.`;
  }
}
