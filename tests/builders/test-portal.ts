/**
 * The portal without its sockets: real PostgreSQL, real authority, real signature service, real mailbox, in a folder
 * and a database of their own. Requests are injected; jobs run when a test says so.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { EmbeddedAuthority } from "../../neighbours/certification-authority/embedded-authority.ts";
import { createEmbeddedNeighbours } from "../../neighbours/embedded-neighbours.ts";
import type { EmbeddedSignatureService } from "../../neighbours/signature-service/embedded-signature-service.ts";
import { createIdentityProviderClient } from "../../server/access/identity-provider-client.ts";
import { createApp } from "../../server/app.ts";
import { composeAnchors } from "../../server/compose/file-store.ts";
import { jobHandlers, QUEUES } from "../../server/compose/job-handlers.ts";
import { composeSealing } from "../../server/compose/sealing.ts";
import { createFolderFileStore } from "../../server/connectors/folder/folder-file-store.ts";
import { startLiveEvents } from "../../server/live/live-events.ts";
import { SettableClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { openDatabase } from "../../server/platform/database.ts";
import { type JobHandler, startJobs } from "../../server/platform/jobs.ts";
import { createLogger } from "../../server/platform/log.ts";
import type { Mailer } from "../../server/ports/mailer.ts";
import type { Services } from "../../server/ports/services.ts";
import { createSignatureValidator } from "../../validator/index.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

export type TestPortal = {
  app: FastifyInstance;
  services: Services;
  neighbours: { authority: EmbeddedAuthority; signatureService: EmbeddedSignatureService; mailer: Mailer };
  clock: SettableClock;
  databaseUrl: string;
  asOwner: TestDatabase["asOwner"];
  /** Runs the jobs that are waiting, and those they add; with the portal's own handlers unless others are given. */
  runJobs(handlers?: readonly JobHandler[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * Makes a portal with no data in it. `replace` puts other parts behind ports, to see them fail; `given` is a migrated database
 * that its maker takes away.
 */
export async function createTestPortal(
  replace: Partial<Services> = {},
  environment: Record<string, string> = {},
  given?: TestDatabase,
): Promise<TestPortal> {
  const database = given ?? (await createTestDatabase());
  const folder = await mkdtemp(join(tmpdir(), "portail-test-"));
  const config = readConfig({
    DATA_DIR: folder,
    LOG_LEVEL: "silent",
    DEMO: "false",
    RATE_LIMIT_PER_MINUTE: "1000000",
    ...environment,
  });
  const log = replace.log ?? createLogger("silent");
  const clock = new SettableClock();
  const db = openDatabase(database.url);
  const jobs = await startJobs(database.url, log, QUEUES);
  let app: FastifyInstance | undefined;
  const calls = new Set<Promise<void>>();
  const callWebhook = async (raw: Uint8Array, headers: Record<string, string>) => {
    await app?.inject({ method: "POST", url: "/webhooks/signature", headers, payload: Buffer.from(raw) });
  };
  const files = await createFolderFileStore(join(folder, "files"));
  const embedded = createEmbeddedNeighbours({
    db,
    files,
    dataDir: folder,
    url: config.neighbours.url,
    cardUrl: config.neighbours.cardUrl,
    portalUrl: config.publicUrl,
    mailFrom: config.mail.from,
    clock,
    webhookSecret: "test-webhook-secret",
    sealsOnce: config.sealsOnce,
    callWebhook: (raw, headers) => {
      const call = callWebhook(raw, headers);
      // The service does not wait for its calls; the tests do, before they run what the calls enqueue.
      calls.add(call);
      return call.finally(() => calls.delete(call));
    },
  });
  const mailer = await embedded.mailbox();
  const neighbours = {
    authority: await embedded.authority(),
    signatureService: await embedded.signatureService(mailer),
    mailer,
  };
  const validator = createSignatureValidator();
  const services: Services = {
    config,
    db,
    clock,
    jobs,
    log,
    sealing: await composeSealing(config, db, log),
    files,
    anchors: await composeAnchors(config),
    mailer,
    signatureService: neighbours.signatureService,
    certificationAuthority: neighbours.authority,
    signatureValidator: validator,
    signatureTrust: await embedded.signatureTrust(),
    ...replace,
  };
  const provider = createIdentityProviderClient({
    issuer: `${config.neighbours.url}/idp`,
    clientId: config.oidc.clientId,
    clientSecret: "unused-in-these-tests",
    redirectUri: `${config.publicUrl}/auth/callback`,
    afterSignOut: `${config.publicUrl}/auth/signed-out`,
  });
  const live = await startLiveEvents(database.url, log);
  app = await createApp(services, provider, live);
  await app.ready();
  return {
    app,
    services,
    neighbours,
    clock,
    databaseUrl: database.url,
    asOwner: database.asOwner,
    async runJobs(handlers = jobHandlers(services)) {
      while (calls.size > 0) await Promise.allSettled(calls);
      await jobs.drain(handlers);
    },
    async close() {
      await app?.close();
      await live.close();
      await embedded.close();
      await validator.close();
      await jobs.close();
      await db.destroy();
      if (!given) await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
