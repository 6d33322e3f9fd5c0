/**
 * A process of the portal, composed port by port: each is the real thing that the configuration names, or the embedded
 * one, in this process or in the neighbours' own. Read from top to bottom it is the order of its start; `Ending` has the
 * order of its end.
 */
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { EmbeddedNeighbours } from "../../neighbours/embedded-neighbours.ts";
import { createSignatureValidator } from "../../validator/index.ts";
import { createApp } from "../app.ts";
import { anchorJournal } from "../journal/anchors.ts";
import { startLiveEvents } from "../live/live-events.ts";
import { expireStandings } from "../order/priority-store.ts";
import { settleTally } from "../orders/count-orders.ts";
import { SettableClock } from "../platform/clock.ts";
import type { CommitWait } from "../platform/commit-wait.ts";
import type { Config } from "../platform/config.ts";
import { Departure } from "../platform/departure.ts";
import { type Jobs, startJobs } from "../platform/jobs.ts";
import { requirePorts } from "../platform/listening-ports.ts";
import { createLogger, type Logger } from "../platform/log.ts";
import { DUTIES } from "../platform/process-roles.ts";
import { randomToken } from "../platform/secrets.ts";
import { within } from "../platform/within.ts";
import type { Services } from "../ports/services.ts";
import { composeAuthority } from "./certification-authority.ts";
import { holdDataDir } from "./data-dir.ts";
import { composeDatabase } from "./database.ts";
import { composeDemonstration, waitForDemonstration } from "./demonstration.ts";
import { Ending } from "./ending.ts";
import { composeAnchors, composeFileStore } from "./file-store.ts";
import { serveHealth } from "./health.ts";
import { composeIdentityProvider } from "./identity-provider.ts";
import { jobHandlers, QUEUES } from "./job-handlers.ts";
import { composeMailer } from "./mailer.ts";
import { composeNeighbours, type Neighbours } from "./neighbours.ts";
import { startRounds } from "./rounds.ts";
import { composeSealing } from "./sealing.ts";
import { composeSignatureService, composeSignatureTrust } from "./signature-service.ts";
import { tryOutIssuer } from "./try-out-issuer.ts";
import { warnOfUnknownHosts } from "./unknown-hosts.ts";
import { WatchedStart } from "./watched-start.ts";

/** Where a person finds what this process, or the neighbours', serves. */
export type Places = {
  portal: string;
  /** Of the subscribers, where there is a demonstration. */
  orderPortal?: string;
  mailbox?: string;
  /** The folder of the demonstration's cards. */
  cards?: string;
};

export type Portal = {
  /** Where browsers reach it. */
  url: string;
  places: Places;
  services: Services;
  /** Absent where they are a process of their own. */
  neighbours: EmbeddedNeighbours | undefined;
  /** Lets what is under way end, then stops everything, the embedded database last. */
  close(): Promise<void>;
};

export type StartOptions = { log: Logger; watched: WatchedStart; ending: Ending };

/**
 * Starts the process that `config.role` names. When any part fails to start, or the start is stopped, the others are stopped
 * and the error is thrown.
 */
export async function startPortal(config: Config, given: Partial<StartOptions> = {}): Promise<Portal> {
  const log = given.log ?? createLogger(config.logLevel);
  const ending = given.ending ?? new Ending(log);
  try {
    const prepared = await prepare(config, { log, ending, watched: given.watched ?? new WatchedStart() });
    await serve(prepared, ending);
    const { services, neighbours, places } = prepared;
    return {
      url: places.portal,
      places,
      services,
      neighbours: neighbours.embedded,
      close: () => ending.run(),
    };
  } catch (error) {
    await ending.run();
    throw error;
  }
}

type Prepared = Pick<Portal, "services" | "places"> & {
  /** Absent in a process that only runs jobs. */
  app: FastifyInstance | undefined;
  neighbours: Neighbours;
  jobs: Jobs;
  departure: Departure;
};

/** Everything is there; nothing listens, no job is taken, no round is begun. */
async function prepare(config: Config, { log, ending, watched }: StartOptions): Promise<Prepared> {
  const clock = new SettableClock();
  const { isNeighbours } = DUTIES[config.role];
  // Before the database: a portal that still has the ports may still use the same folder, and a first start would tell of
  // it only once the whole demonstration is there.
  await requirePorts(config);
  await holdDataDir(config, ending);
  watched.goOn();
  warnOfUnknownHosts(config, log);

  const { db, url, commits } = await composeDatabase(config, log, ending, watched);
  const sealing = await composeSealing(config, db, log);
  const jobs = await startJobs(url, log, QUEUES);
  ending.closeDatabase("jobs", () => jobs.close());
  const files = await composeFileStore(config, log);
  const anchors = await composeAnchors(config);
  watched.begin({ what: "neighbours" });
  const secret = config.neighbours.secret ?? randomToken();
  const own = { db, files, clock, secret };
  const neighbours = composeNeighbours(config, own, { isHere: isNeighbours }, ending);
  const mailer = await composeMailer(config, neighbours.ports, ending);
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
    signatureService: await composeSignatureService(neighbours.ports, mailer),
    signatureTrust: await composeSignatureTrust(neighbours.ports),
    certificationAuthority: await composeAuthority(config, neighbours.ports, { db, sealing, clock }, ending),
    signatureValidator: validator,
  };
  const departure = new Departure();
  watched.goOn();
  const parts = { neighbours, departure, secret, url, clock, jobs, commits, watched };
  const { app, hasOrderPortal } =
    config.role === "worker"
      ? { app: undefined, hasOrderPortal: await waitForDemonstration(services, watched) }
      : await composePages(services, parts, ending);
  watched.goOn();
  // After all that writes has stopped, and while the database still answers. Half a demonstration is not anchored.
  ending.closeDatabase("anchoring the journal", () => anchorJournal(services));
  return { services, app, neighbours, jobs, departure, places: placesOf(config, hasOrderPortal) };
}

/** The HTTP server, not yet listening, and the demonstration that comes in through it. */
async function composePages(
  services: Services,
  parts: Pick<Prepared, "neighbours" | "jobs" | "departure"> & {
    secret: string;
    url: string;
    clock: SettableClock;
    commits: CommitWait;
    watched: WatchedStart;
  },
  ending: Ending,
): Promise<{ app: FastifyInstance; hasOrderPortal: boolean }> {
  const { neighbours, clock, jobs, commits, watched } = parts;
  const { embedded } = neighbours;
  const identityProvider = await composeIdentityProvider(services.config, embedded, parts.secret);
  await tryOutIssuer(services, identityProvider.client, watched.signal);
  const live = await startLiveEvents(parts.url, services.log);
  ending.closeClients("live events", () => live.close());
  const app = await createApp(services, identityProvider.client, live, parts.departure);
  neighbours.callInto(app);
  if (!embedded) return { app, hasOrderPortal: await waitForDemonstration(services, watched) };
  const own = { app, embedded, identityProvider: identityProvider.embedded, clock, jobs, commits, watched };
  return { app, hasOrderPortal: await composeDemonstration(services, own) };
}

/** The doors open, neighbours first; then jobs, then what the passing of time changes. */
async function serve(prepared: Prepared, ending: Ending): Promise<void> {
  const { services, app, neighbours, jobs, departure } = prepared;
  const { config } = services;
  const { answers, runsJobs } = DUTIES[config.role];
  const seconds = config.stopSeconds;
  ending.announce("departure", () => departure.announce(config.stopDelaySeconds));
  let closing: Promise<unknown> = Promise.resolve();
  ending.stopTaking("requests", () => {
    closing = Promise.all([app?.close(), neighbours.embedded?.finish()]);
  });
  ending.drain("requests", async () => {
    if (!(await within(seconds, closing))) app?.server.closeAllConnections();
  });
  await neighbours.listen();
  if (answers) await app?.listen({ host: config.host, port: config.port });
  else if (config.healthPort) await serveHealth(services, departure, ending);
  if (runsJobs) await work(services, jobs, ending);
}

/** Jobs are taken, then rounds begin. */
async function work(services: Services, jobs: Jobs, ending: Ending): Promise<void> {
  const seconds = services.config.stopSeconds;
  ending.drain("jobs", () => jobs.finish(seconds));
  await jobs.work(jobHandlers(services));

  await expireStandings(services);
  await settleTally(services.db);
  const rounds = startRounds(services);
  ending.stopTaking("rounds", () => rounds.stop());
  ending.drain("rounds", () => rounds.finish(seconds));
}

function placesOf(
  { publicUrl, neighbours: { url }, mail, oidc, dataDir }: Config,
  hasOrderPortal: boolean,
): Places {
  return {
    portal: publicUrl,
    ...(hasOrderPortal ? { orderPortal: `${url}/portu` } : {}),
    ...(mail.smtpUrl ? {} : { mailbox: `${url}/mail` }),
    ...(oidc.issuer ? {} : { cards: join(dataDir, "cards") }),
  };
}
