/** The built page: its files, and `index.html` for every address of the application, to whoever is signed in. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isPagePath } from "../domain/api/pages.ts";
import { currentSession } from "./access/authentication.ts";
import { messagePage } from "./access/message-page.ts";
import { ProblemError } from "./platform/errors.ts";
import type { Services } from "./ports/services.ts";

const WEB = fileURLToPath(new URL("../dist/web", import.meta.url));

/** Registers the page. Without a session nothing of the portal is shown: the browser goes to sign in (AUTH-2). */
export async function webPage(app: FastifyInstance, services: Services): Promise<void> {
  if (!existsSync(`${WEB}/index.html`)) return;
  const html = await readFile(`${WEB}/index.html`, "utf8");
  const icon = await readFile(`${WEB}${/rel="icon"[^>]*href="([^"]+)"/.exec(html)?.[1]}`);
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
  // Browsers ask for it by themselves, also from the pages that link no icon.
  app.get("/favicon.ico", { schema: { hide: true } }, (_request, reply) =>
    reply.type("image/svg+xml").header("cache-control", "no-cache").send(icon),
  );
  app.get("/*", { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.replace(/\?.*$/s, "");
    const isPage = isPagePath(path);
    if (!isPage && !isNavigation(request)) throw new ProblemError("notFound");
    if (await currentSession(services, request)) return sendPage(reply.code(isPage ? 200 : 404), html);
    // Only a page is worth signing in for: what browsers and scanners try by themselves begins nothing.
    if (!isPage) return messagePage(reply, 404, "notFound");
    return reply.redirect(`/auth/sign-in?returnTo=${encodeURIComponent(request.url)}`);
  });
}

/** Whether somebody typed or followed the address, rather than a page or a program asking for a part. */
function isNavigation(request: FastifyRequest): boolean {
  const { accept, "sec-fetch-dest": destination = "document" } = request.headers;
  return destination === "document" && /\btext\/html\b/.test(accept ?? "");
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(html.replaceAll("__CSP_NONCE__", reply.cspNonce.style));
}
