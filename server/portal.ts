/** The composition root: starts everything the configuration asks for, in order, and stops it in the reverse order. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { createEmbeddedNeighbours, type EmbeddedNeighbours } from "../neighbours/embedded-neighbours.ts";
import { createIdentityProviderClient } from "./access/identity-provider-client.ts";
import { createApp } from "./app.ts";
import { refreshCertificateStatus } from "./certificates/refresh-status.ts";
import { createFolderFileStore } from "./connectors/folder/folder-file-store.ts";
import { openOutsideAuthority } from "./connectors/open-authority.ts";
import { createSmtpMailer } from "./connectors/smtp/smtp-mailer.ts";
import { fillDemonstration } from "./demonstration/fill-demonstration.ts";
import { jobHandlers, QUEUES } from "./job-handlers.ts";
import { anchorJournal } from "./journal/anchors.ts";
import { startLiveEvents } from "./live/live-events.ts";
import { expireStandings } from "./order/priority-store.ts";
import { settleTally } from "./orders/count-orders.ts";
import { checkPort } from "./platform/check-port.ts";
import { SettableClock } from "./platform/clock.ts";
import { type Config, ConfigurationError } from "./platform/config.ts";
import { type Database, type DatabaseUrls, openDatabase } from "./platform/database.ts";
import { isJournalGuarded, prepareDatabase } from "./platform/database-roles.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./platform/embedded-postgres.ts";
import { type Jobs, startJobs } from "./platform/jobs.ts";
import { createLogger } from "./platform/log.ts";
import type { Services } from "./ports/services.ts";
import { sweepPresence } from "./presence/presence-store.ts";
import { followOpenCollections } from "./signatures/follow-open-collections.ts";
import { createSignatureValidator } from "./signatures/signature-validator.ts";

const DATABASE_NAME = "portail";

export type Portal = {
  url: string;
  services: Services;
  neighbours: EmbeddedNeighbours;
  /** Finishes what runs, then stops everything, the embedded database last. */
  close(): Promise<void>;
};

/** What is undone at the end, last started first stopped. */
type Closing = (() => Promise<void>)[];

/** Starts the portal. When any part fails to start, the others are stopped and the error is thrown. */
export async function startPortal(config: Config): Promise<Portal> {
  const closing: Closing = [];
  const close = async () => {
    for (const stop of closing.splice(0).reverse()) await stop();
  };
  try {
    return { ...(await start(config, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(config: Config, closing: Closing): Promise<Omit<Portal, "close">> {
  const log = createLogger(config.logLevel);
  const clock = new SettableClock();
  // Before the database: a portal that still has the ports may still use the same folder, and a first start would tell of
  // it only once the whole demonstration is there.
  for (const port of [config.port, config.neighbours.port, config.neighbours.cardPort])
    await checkPort(config.host, port);
  await mkdir(config.dataDir, { recursive: true });
  if (existsSync(interrupted(config))) await forgetInterrupted(config);

  const urls = config.database ?? (await embeddedDatabase(config.dataDir, closing));
  await prepareDatabase(urls);
  const db = openDatabase(urls.application, { max: 20 });
  closing.push(() => db.destroy());
  if (!(await isJournalGuarded(db)))
    log.warn(
      "DATABASE_URL's role may change the journal, which its trigger alone protects: give it to another than the owner (docs/operations.md, “The roles of the database”)",
    );
  const anchor = () =>
    anchorJournal({ db, clock, config, log }).catch((error: unknown) =>
      log.error({ err: error }, "anchoring the journal"),
    );
  // After all that writes has stopped, and while the database still answers.
  closing.push(anchor);
  const jobs = await startJobs(urls.application, log, QUEUES);
  closing.push(() => jobs.close());

  const clientSecret = config.oidc.clientSecret ?? randomBytes(24).toString("base64url");
  let app: FastifyInstance | undefined;
  const smtp = config.mail.smtpUrl
    ? createSmtpMailer({ url: config.mail.smtpUrl, from: config.mail.from })
    : undefined;
  const neighbours = await createEmbeddedNeighbours({
    dataDir: config.dataDir,
    url: config.neighbours.url,
    cardUrl: config.neighbours.cardUrl,
    portalUrl: config.publicUrl,
    mailFrom: config.mail.from,
    clock,
    authorityKeyType: config.authorityKeyType,
    sealsOnce: config.sealsOnce,
    mailer: smtp,
    portalClient: config.oidc.issuer ? undefined : portalClient(config, clientSecret),
    webhookSecret: randomBytes(32).toString("base64url"),
    callWebhook: async (raw, headers) => {
      const answer = await app?.inject({
        method: "POST",
        url: "/webhooks/signature",
        headers,
        payload: Buffer.from(raw),
      });
      if (answer?.statusCode !== 204) throw new Error("webhook refused");
    },
  });
  closing.push(async () => smtp?.close());
  closing.push(() => neighbours.close());

  const outsideAuthority = await openOutsideAuthority(config, clock);
  closing.push(async () => outsideAuthority?.close());

  const validator = createSignatureValidator();
  closing.push(() => validator.close());
  const services: Services = {
    config,
    db,
    clock,
    jobs,
    log,
    files: await createFolderFileStore(await privateFolder(config.dataDir, "files")),
    mailer: neighbours.mailer,
    signatureService: neighbours.signatureService,
    certificationAuthority: outsideAuthority ?? neighbours.authority,
    signatureValidator: validator,
    signatureTrustAnchors: neighbours.authority.trustAnchors(),
    revocationLists: () => neighbours.authority.revocationLists(),
  };
  const live = await startLiveEvents(urls.application, log);
  closing.push(() => live.close());
  const handlers = jobHandlers(services);
  const server = await createApp(
    services,
    createIdentityProviderClient({
      issuer: config.oidc.issuer ?? `${config.neighbours.url}/idp`,
      clientId: config.oidc.clientId,
      clientSecret,
      redirectUri: `${config.publicUrl}/auth/callback`,
      afterSignOut: `${config.publicUrl}/auth/signed-out`,
    }),
    live,
  );
  app = server;
  closing.push(() => server.close());

  if (config.demo && (await isEmpty(db))) {
    await writeFile(interrupted(config), "");
    const keys = await fillDemonstration({
      services,
      app: server,
      neighbours,
      clock,
      drain: () => jobs.drain(handlers),
    });
    await privateFolder(config.dataDir, "order-portal");
    await writeFile(orderPortalKeys(config), JSON.stringify(keys), { mode: 0o600 });
    await rm(interrupted(config));
  }
  const keys = await readFile(orderPortalKeys(config), "utf8").catch(() => undefined);
  if (keys) await neighbours.openOrderPortal(JSON.parse(keys) as Record<string, string>);

  await neighbours.listen({
    host: config.host,
    http: config.neighbours.port,
    card: config.neighbours.cardPort,
  });
  await server.listen({ host: config.host, port: config.port });
  await startWork(services, jobs, closing);
  return { url: config.publicUrl, services, neighbours };
}

async function embeddedDatabase(dataDir: string, closing: Closing): Promise<DatabaseUrls> {
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres(dataDir, { durable: true });
  closing.push(() => postgres.stop());
  const maintenance = openDatabase(postgres.url("postgres"), { max: 1 });
  try {
    const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${DATABASE_NAME}`.execute(maintenance);
    if (found.rows.length === 0) await sql.raw(`CREATE DATABASE ${DATABASE_NAME}`).execute(maintenance);
  } finally {
    await maintenance.destroy();
  }
  return postgres.urls(DATABASE_NAME);
}

async function privateFolder(dataDir: string, name: string): Promise<string> {
  const folder = join(dataDir, name);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  return folder;
}

function portalClient(config: Config, clientSecret: string) {
  return {
    client_id: config.oidc.clientId,
    client_secret: clientSecret,
    redirect_uris: [`${config.publicUrl}/auth/callback`],
    post_logout_redirect_uris: [`${config.publicUrl}/auth/signed-out`],
  };
}

const orderPortalKeys = (config: Config) => join(config.dataDir, "order-portal", "keys.json");

/** Stands while the demonstration is being filled in. */
const interrupted = (config: Config) => join(config.dataDir, "demonstration-under-way");

/** A first start that was killed half-way leaves half a demonstration and nothing else: it starts again from nothing. */
async function forgetInterrupted(config: Config): Promise<void> {
  if (config.database)
    throw new ConfigurationError(
      `The demonstration was interrupted: empty the database of DATABASE_URL and the folder ${config.dataDir}, then start again.`,
    );
  for (const name of [
    "postgres",
    "files",
    "ca",
    "signature",
    "mail",
    "idp",
    "cards",
    "order-portal",
    "journal-anchors.log",
  ])
    await rm(join(config.dataDir, name), { recursive: true, force: true });
  await rm(interrupted(config));
}

async function isEmpty(db: Database): Promise<boolean> {
  const authority = await db.selectFrom("registration_authority").select("id").limit(1).executeTakeFirst();
  return authority === undefined;
}

/** Jobs first, then what the passing of time and the neighbours change by themselves. */
async function startWork(services: Services, jobs: Jobs, closing: Closing): Promise<void> {
  await jobs.work(jobHandlers(services));
  const every = (seconds: number, what: string, work: () => Promise<unknown>) => {
    let underWay = false;
    const timer = setInterval(async () => {
      // Never two at a time, however long one takes.
      if (underWay) return;
      underWay = true;
      await work().catch((error: unknown) => services.log.error({ err: error }, what));
      underWay = false;
    }, seconds * 1000);
    closing.push(async () => clearInterval(timer));
  };
  every(60, "following collections", () => followOpenCollections(services));
  // Often enough that, with the time that an answer takes, a revocation shows within a minute (CERT-3).
  every(20, "asking for revocations", () => refreshCertificateStatus(services));
  every(60, "anchoring the journal", () => anchorJournal(services));
  // The list's order is right at the minute (LIST-2).
  every(15, "expiring standings", () => expireStandings(services));
  // With the time that a silent page is kept, well under the 15 seconds of COLLAB-3.
  every(2, "sweeping presence", () => sweepPresence(services));
  await expireStandings(services);
  every(60, "summing up the tally", () => settleTally(services.db));
  await settleTally(services.db);
}
