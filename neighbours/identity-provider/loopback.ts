/** Tells requests made on this very machine from all others. */
import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

const isLoopback = (address: string): boolean => LOOPBACK.check(address, isIPv6(address) ? "ipv6" : "ipv4");

/**
 * The peer must be on the loopback interface, not a proxy there that speaks for somebody else (forwarding headers),
 * and must have asked for this machine by name: a foreign name that resolves to 127.0.0.1 is DNS rebinding.
 */
export function isThisMachine({ socket, headers }: IncomingMessage): boolean {
  if (headers.forwarded ?? headers["x-forwarded-for"] ?? headers["x-real-ip"] ?? headers.via) return false;
  const host = (headers.host ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const named = host === "localhost" || host.endsWith(".localhost") || isLoopback(host);
  return named && isLoopback(socket.remoteAddress ?? "");
}
