/** Calls the ports of the embedded neighbours where these are a process apart. */
import { z } from "zod";
import { derivedSecret } from "../../platform/derived-secret.ts";
import { type Answering, WIRE, type WiredPort } from "../../ports/wire.ts";

export type NeighboursAddress = {
  /** Of the neighbours' process, without a slash at its end. */
  url: string;
  /** Shared with it. */
  secret: string;
};

/** One call may wait for a mail server behind the neighbours; their caller is a job, which tries again. */
const TIMEOUT_MS = 30_000;

/** What answered was no neighbour, or one that refuses: `status` says how, its words are for no log. */
export class NeighbourError extends Error {
  readonly code: string;

  constructor(status: number, words: string) {
    super(words);
    this.name = "NeighbourError";
    this.code = `HTTP_${status}`;
  }
}

/** A port of the neighbours at this address. Its calls throw when the neighbours cannot be reached or refuse. */
export function callPort<Port extends WiredPort>(address: NeighboursAddress, port: Port): Answering<Port> {
  const calls = Object.entries(WIRE[port]).map(([name, { takes, gives }]) => [
    name,
    async (...given: unknown[]) => {
      const answer = await post(address, `/ports/${port}/${name}`, z.encode(takes as z.ZodType, given));
      return z.decode(z.object({ value: gives as z.ZodType }).partial(), answer).value;
    },
  ]);
  // The table names the calls and their shapes; nothing else is made here.
  return Object.fromEntries(calls) as Answering<Port>;
}

async function post(
  { url, secret }: NeighboursAddress,
  path: string,
  args: unknown,
): Promise<{ value?: unknown }> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${derivedSecret(secret, "ports")}`,
    },
    body: JSON.stringify({ args }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = (await response.json().catch(() => ({}))) as { value?: unknown; error?: unknown };
  if (response.ok) return body;
  throw new NeighbourError(
    response.status,
    typeof body.error === "string" ? body.error : "no answer of a neighbour",
  );
}
