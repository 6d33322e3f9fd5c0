/** The built page: its files, and `index.html` for every address of the application, to whoever is signed in. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { currentSession } from "./access/authentication.ts";
import { problemDocument } from "./platform/errors.ts";
import type { Services } from "./ports/services.ts";

const WEB = fileURLToPath(new URL("../dist/web", import.meta.url));

/** Registers the page. Without a session nothing of the portal is shown: the browser goes to sign in (AUTH-2). */
export async function webPage(app: FastifyInstance, services: Services): Promise<void> {
  if (!existsSync(`${WEB}/index.html`)) return;
  const html = await readFile(`${WEB}/index.html`, "utf8");
  await app.register(fastifyStatic, {
    root: WEB,
    // One route per file found at start: nothing else on the disk can be asked for.
    wildcard: false,
    globIgnore: ["index.html", ".fingerprint", "**/*.{gz,br}"],
    // The build leaves a compressed copy beside each file.
    preCompressed: true,
    index: false,
    decorateReply: false,
    // Names under assets/ carry the hash of their content.
    setHeaders: (reply, path) => {
      const lasting = path.includes("/assets/");
      reply.header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  app.get("/*", { schema: { hide: true } }, async (request, reply) => {
    if (/^\/(api|intake|assets|auth|webhooks)(\/|$)/.test(request.url)) {
      return reply
        .code(404)
        .type("application/problem+json")
        .send(JSON.stringify(problemDocument("notFound")));
    }
    if (!(await currentSession(services, request)))
      return reply.redirect(`/auth/sign-in?returnTo=${encodeURIComponent(request.url)}`);
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(html.replaceAll("__CSP_NONCE__", reply.cspNonce.style));
  });
}
