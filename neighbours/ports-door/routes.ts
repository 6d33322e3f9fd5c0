/**
 * The door through which the portal's other processes call the ports of the neighbours of this one. Who knows the shared
 * secret may do all that the portal may; nobody else gets further than the door.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { derivedSecret, isSameSecret } from "../../server/platform/derived-secret.ts";
import { type Answering, type Call, WIRE, type WiredPort } from "../../server/ports/wire.ts";

/** What this process answers for; a port that is somebody else's is not there. */
export type AnsweringPorts = { [Port in WiredPort]?: Answering<Port> };

/** The documents of a contract, in base64. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

const bodySchema = z.object({ args: z.array(z.unknown()) });

/** `POST /<port>/<call>`, with `{args}`; answers `{value}`, or `{error}` in the words of what was called. */
export async function portsDoor(
  app: FastifyInstance,
  { ports, secret }: { ports: AnsweringPorts; secret: string },
): Promise<void> {
  const expected = `Bearer ${derivedSecret(secret, "ports")}`;
  app.addHook("onRequest", async (request, reply) => {
    if (!isSameSecret(authorizationOf(request), expected))
      await reply.code(401).send({ error: "not the shared secret" });
  });
  for (const [port, answering] of Object.entries(ports))
    for (const [name, call] of Object.entries(WIRE[port as WiredPort])) {
      const answer: unknown = Reflect.get(answering, name);
      // The compiler compares the table and the port where this is called.
      if (typeof answer !== "function") throw new Error(`${port} does not answer ${name}`);
      answerCall(app, `/${port}/${name}`, call, (given) => Reflect.apply(answer, answering, given));
    }
}

function answerCall(
  app: FastifyInstance,
  path: string,
  { takes, gives }: Call,
  answer: (given: unknown[]) => Promise<unknown>,
): void {
  app.post(path, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    const body = bodySchema.safeParse(request.body);
    const given = body.success ? z.safeDecode(takes, body.data.args) : undefined;
    if (!given?.success) return reply.code(400).send({ error: "not the arguments of this call" });
    try {
      const value = await answer(given.data);
      return z.encode(z.object({ value: gives }).partial(), { value });
    } catch (error) {
      // What a call throws is for its caller, who is the portal.
      return reply.code(502).send({ error: error instanceof Error ? error.message : "failed" });
    }
  });
}

const authorizationOf = ({ headers }: FastifyRequest): string => headers.authorization ?? "";
