/** The portal's HTTP server: every plugin and every route, wired in one place. */
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { sql } from "kysely";
import { MAX_FILE_SIZE } from "../domain/order/supporting-document.ts";
import { requireOperator, requirePermission, sessionCookieName } from "./access/authentication.ts";
import type { IdentityProviderClient } from "./access/identity-provider-client.ts";
import { accessRoutes } from "./access/routes.ts";
import { signInRoutes } from "./access/sign-in-routes.ts";
import { retrievalRoutes } from "./certificates/retrieval-page.ts";
import { certificateRoutes } from "./certificates/routes.ts";
import { documentRoutes } from "./documents/routes.ts";
import { historyRoutes } from "./history/routes.ts";
import { intakeRoutes } from "./intake/routes.ts";
import type { LiveEvents } from "./live/live-events.ts";
import { liveRoutes } from "./live/routes.ts";
import { notificationRoutes } from "./notifications/routes.ts";
import { orderListRoutes, orderRoutes } from "./orders/routes.ts";
import type { Config } from "./platform/config.ts";
import { Departure } from "./platform/departure.ts";
import { ProblemError } from "./platform/errors.ts";
import { healthRoutes } from "./platform/health-routes.ts";
import { applyContracts } from "./platform/http.ts";
import { closeWithLastAnswers } from "./platform/last-answers.ts";
import { requireOwnOrigin } from "./platform/origin.ts";
import type { Parts } from "./platform/readiness.ts";
import type { Services } from "./ports/services.ts";
import { presenceRoutes } from "./presence/routes.ts";
import { signatureRoutes } from "./signatures/routes.ts";
import { signatureWebhookRoute } from "./signatures/webhook-route.ts";
import { verificationRoutes } from "./verification/routes.ts";
import { viewRoutes } from "./views/routes.ts";
import { webPage } from "./web-page.ts";

/** Builds the server, not yet listening. */
export async function createApp(
  services: Services,
  provider: IdentityProviderClient,
  live: LiveEvents,
  departure = new Departure(),
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    trustProxy: services.config.publicUrl.startsWith("https:"),
  });
  applyContracts(app);
  closeWithLastAnswers(app);
  logRequests(app);
  await security(app, services.config);
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: MAX_FILE_SIZE + 1, files: 1, fields: 5 } });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Portail AE", version: "1.0.0" },
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: sessionCookieName(services.config.publicUrl) },
          intakeKey: { type: "http", scheme: "bearer" },
        },
      },
    },
    transform: jsonSchemaTransform,
  });

  await app.register(async (api) => {
    api.addHook("onRequest", async (request) => requireOwnOrigin(request, services.config.publicUrl));
    api.addHook("onRequest", requireOperator(services));
    // What one operator sees must not stay in a shared browser's cache.
    api.addHook("onSend", async (_request, reply) => {
      if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    });
    accessRoutes(api, services, provider);
    await api.register(async (readers) => {
      // Whoever may not even read reaches none of these, whatever else a role of theirs allows.
      readers.addHook("onRequest", requirePermission("read"));
      orderListRoutes(readers, services);
      viewRoutes(readers, services);
      orderRoutes(readers, services);
      documentRoutes(readers, services);
      verificationRoutes(readers, services);
      signatureRoutes(readers, services);
      notificationRoutes(readers, services);
      historyRoutes(readers, services);
      certificateRoutes(readers, services);
      presenceRoutes(readers, services);
      liveRoutes(readers, services, live);
    });
  });
  await app.register(async (intake) => intakeRoutes(intake, services), {});
  await app.register(async (hooks) => signatureWebhookRoute(hooks, services));
  await app.register(async (pages) => {
    signInRoutes(pages, services, provider);
    retrievalRoutes(pages, services);
    healthRoutes(pages, { ...readinessParts(services, departure), live: () => live.check() });
    pages.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
    await webPage(pages, services);
  });
  return app;
}

/** One line per request: no query (it holds what people search), no body, no address. */
function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? "(unknown)",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });
}

async function security(app: FastifyInstance, config: Config): Promise<void> {
  const { publicUrl, rateLimitPerMinute } = config;
  const https = publicUrl.startsWith("https:");
  await app.register(helmet, {
    enableCSPNonces: true,
    hsts: https,
    referrerPolicy: { policy: "same-origin" },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // The grid and the viewer place things by style attributes, which no markup of a user ever carries.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  });
  await app.register(rateLimit, {
    max: rateLimitPerMinute,
    timeWindow: "1 minute",
    // A request that its browser gave up has no address any more.
    keyGenerator: ({ ip }) => ip ?? "",
    errorResponseBuilder: () => new ProblemError("tooManyRequests"),
  });
}

/** What no process of the portal can work without. */
export function readinessParts({ db, jobs, files }: Services, departure: Departure): Parts {
  return {
    process: () => departure.check(),
    database: () => sql`SELECT 1`.execute(db),
    jobs: () => jobs.check(),
    files: () => files.check(),
  };
}
