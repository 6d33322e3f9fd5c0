/**
 * The portal as one process, composed port by port: each is the real thing that the configuration names, or the embedded
 * one. Read from top to bottom it is the order of its start; `Ending` has the order of its end.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import {
  createEmbeddedNeighbours,
  type EmbeddedNeighbours,
  type NeighboursOptions,
} from "../../neighbours/embedded-neighbours.ts";
import { createSignatureValidator } from "../../validator/index.ts";
import { createApp } from "../app.ts";
import { anchorJournal } from "../journal/anchors.ts";
import { startLiveEvents } from "../live/live-events.ts";
import { expireStandings } from "../order/priority-store.ts";
import { settleTally } from "../orders/count-orders.ts";
import { checkPort } from "../platform/check-port.ts";
import { SettableClock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { type Jobs, startJobs } from "../platform/jobs.ts";
import { createLogger } from "../platform/log.ts";
import { within } from "../platform/within.ts";
import type { Services } from "../ports/services.ts";
import { composeAuthority } from "./certification-authority.ts";
import { holdDataDir } from "./data-dir.ts";
import { composeDatabase } from "./database.ts";
import { composeDemonstration, forgetInterrupted } from "./demonstration.ts";
import { Ending } from "./ending.ts";
import { composeAnchors, composeFileStore } from "./file-store.ts";
import { composeIdentityProvider } from "./identity-provider.ts";
import { jobHandlers, QUEUES } from "./job-handlers.ts";
import { composeMailer } from "./mailer.ts";
import { startRounds } from "./rounds.ts";
import { composeSealing } from "./sealing.ts";
import { composeSignatureService, composeSignatureTrust } from "./signature-service.ts";

export type Portal = {
  url: string;
  /** What of the embedded neighbours a person may look at, by its French name: addresses, and the folder of the cards. */
  besides: Record<string, string>;
  services: Services;
  neighbours: EmbeddedNeighbours;
  /** Lets what is under way end, then stops everything, the embedded database last. */
  close(): Promise<void>;
};

/** Starts the portal. When any part fails to start, the others are stopped and the error is thrown. */
export async function startPortal(config: Config): Promise<Portal> {
  const ending = new Ending(createLogger(config.logLevel));
  try {
    const prepared = await prepare(config, ending);
    await serve(prepared, ending);
    const { services, embedded: neighbours, besides } = prepared;
    return { url: config.publicUrl, besides, services, neighbours, close: () => ending.run() };
  } catch (error) {
    await ending.run();
    throw error;
  }
}

type Prepared = Pick<Portal, "services" | "besides"> & {
  app: FastifyInstance;
  embedded: EmbeddedNeighbours;
  jobs: Jobs;
};

/** Everything is there; nothing listens, no job is taken, no round is begun. */
async function prepare(config: Config, ending: Ending): Promise<Prepared> {
  const log = createLogger(config.logLevel);
  const clock = new SettableClock();
  // Before the database: a portal that still has the ports may still use the same folder, and a first start would tell of
  // it only once the whole demonstration is there.
  for (const port of portsOf(config)) await checkPort(config.host, port);
  await holdDataDir(config, ending);
  await forgetInterrupted(config);

  const { db, url } = await composeDatabase(config, log, ending);
  const sealing = await composeSealing(config, db, log);
  const jobs = await startJobs(url, log, QUEUES);
  ending.closeDatabase("jobs", () => jobs.close());
  const files = await composeFileStore(config, log);
  const anchors = await composeAnchors(config);
  // After all that writes has stopped, and while the database still answers.
  ending.closeDatabase("anchoring the journal", () => anchorJournal({ db, clock, config, log, anchors }));

  const doors: { app?: FastifyInstance } = {};
  const embedded = embeddedNeighbours(config, { db, files, clock }, doors);
  ending.closeClients("embedded neighbours", () => embedded.close());
  const mailer = await composeMailer(config, embedded, ending);
  const validator = createSignatureValidator();
  ending.closeClients("validator", () => validator.close());
  const services: Services = {
    config,
    db,
    clock,
    jobs,
    log,
    sealing,
    files,
    anchors,
    mailer,
    signatureService: await composeSignatureService(embedded, mailer),
    signatureTrust: await composeSignatureTrust(embedded),
    certificationAuthority: await composeAuthority(config, embedded, { db, sealing, clock }, ending),
    signatureValidator: validator,
  };
  const identityProvider = await composeIdentityProvider(config, embedded);
  const live = await startLiveEvents(url, log);
  ending.closeClients("live events", () => live.close());
  const app = await createApp(services, identityProvider.client, live);
  doors.app = app;
  const { hasOrderPortal } = await composeDemonstration(services, {
    app,
    embedded,
    identityProvider: identityProvider.embedded,
    clock,
    jobs,
  });
  return { services, app, embedded, jobs, besides: placesBesides(config, hasOrderPortal) };
}

/** The doors open, neighbours first; then jobs, then what the passing of time changes. */
async function serve({ services, app, embedded, jobs }: Prepared, ending: Ending): Promise<void> {
  const { config } = services;
  const seconds = config.stopSeconds;
  let closing: Promise<unknown> = Promise.resolve();
  ending.stopTaking("requests", () => {
    closing = Promise.all([app.close(), embedded.finish()]);
  });
  ending.drain("requests", async () => {
    if (!(await within(seconds, closing))) app.server.closeAllConnections();
  });
  await embedded.listen({
    host: config.host,
    http: config.neighbours.port,
    card: config.neighbours.cardPort,
  });
  await app.listen({ host: config.host, port: config.port });

  ending.drain("jobs", () => jobs.finish(seconds));
  await jobs.work(jobHandlers(services));

  await expireStandings(services);
  await settleTally(services.db);
  const rounds = startRounds(services);
  ending.stopTaking("rounds", () => rounds.stop());
  ending.drain("rounds", () => rounds.finish(seconds));
}

/** Those on which this process will listen: the embedded signature service has pages, the embedded provider asks for cards. */
function portsOf({ port, neighbours, oidc }: Config): number[] {
  return [port, neighbours.port, ...(oidc.issuer ? [] : [neighbours.cardPort])];
}

function placesBesides(
  { neighbours: { url }, mail, oidc, dataDir }: Config,
  hasOrderPortal: boolean,
): Record<string, string> {
  return {
    ...(hasOrderPortal ? { "Portail de commande": `${url}/portu` } : {}),
    ...(mail.smtpUrl ? {} : { Messagerie: `${url}/mail` }),
    ...(oidc.issuer ? {} : { Cartes: join(dataDir, "cards") }),
  };
}

function embeddedNeighbours(
  config: Config,
  parts: Pick<NeighboursOptions, "db" | "files" | "clock">,
  doors: { app?: FastifyInstance },
): EmbeddedNeighbours {
  return createEmbeddedNeighbours({
    ...parts,
    dataDir: config.dataDir,
    url: config.neighbours.url,
    cardUrl: config.neighbours.cardUrl,
    portalUrl: config.publicUrl,
    mailFrom: config.mail.from,
    authorityKeyType: config.authorityKeyType,
    sealsOnce: config.sealsOnce,
    webhookSecret: randomBytes(32).toString("base64url"),
    callWebhook: async (raw, headers) => {
      const answer = await doors.app?.inject({
        method: "POST",
        url: "/webhooks/signature",
        headers,
        payload: Buffer.from(raw),
      });
      if (answer?.statusCode !== 204) throw new Error("webhook refused");
    },
  });
}
