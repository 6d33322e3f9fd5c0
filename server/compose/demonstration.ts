/** The demonstration of a first start, and the order portal that goes with it. */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { EmbeddedIdentityProvider, EmbeddedNeighbours } from "../../neighbours/embedded-neighbours.ts";
import type { SettableClock } from "../platform/clock.ts";
import type { CommitWait } from "../platform/commit-wait.ts";
import { type Config, ConfigurationError } from "../platform/config.ts";
import type { Database } from "../platform/database.ts";
import { writeDurably } from "../platform/durable-file.ts";
import type { Jobs } from "../platform/jobs.ts";
import type { Services } from "../ports/services.ts";
import { noteBegun, noteFilled, underWaySince } from "./demonstration-standing.ts";
import { jobHandlers } from "./job-handlers.ts";
import type { WatchedStart } from "./watched-start.ts";

const LOOK_AGAIN_MS = 500;

const orderPortalKeys = (config: Config) => join(config.dataDir, "order-portal", "keys.json");

type DemonstrationParts = {
  app: FastifyInstance;
  embedded: EmbeddedNeighbours;
  identityProvider: EmbeddedIdentityProvider | undefined;
  clock: SettableClock;
  jobs: Jobs;
  commits: CommitWait;
  watched: WatchedStart;
};

/**
 * Fills an empty database when the configuration asks for it, then opens the order portal to whom it has keys for. Gives
 * whether there is one. Throws `ConfigurationError` when an outside database holds half of one: its owner has to empty it.
 */
export async function composeDemonstration(services: Services, parts: DemonstrationParts): Promise<boolean> {
  const { config, db } = services;
  if (await underWaySince(db))
    throw new ConfigurationError(
      "DATABASE_URL: a demonstration was interrupted while it was filled into this database, where nobody has worked yet: drop the database, make it again, then start again.",
    );
  if (config.demo && (await isEmpty(db))) await fill(services, parts);
  const keys = await readFile(orderPortalKeys(config), "utf8").catch(() => undefined);
  if (keys) await parts.embedded.orderPortal(JSON.parse(keys) as Record<string, string>);
  return keys !== undefined;
}

async function fill(services: Services, parts: DemonstrationParts): Promise<void> {
  const { config, db } = services;
  const { app, embedded, identityProvider, clock, jobs, watched } = parts;
  await noteBegun(db);
  const { fillDemonstration } = await import("../demonstration/fill-demonstration.ts");
  const demonstration = {
    services,
    app,
    clock,
    neighbours: {
      authority: await embedded.authority(),
      signatureService: await embedded.signatureService(services.mailer),
      operators: () => identityProvider?.operators() ?? Promise.resolve([]),
    },
    drain: () => jobs.drain(jobHandlers(services)),
  };
  const told = (done: number, of: number) => watched.begin({ what: "demonstration", done, of });
  // A demonstration that is interrupted is made anew: only its last commit has to wait for the disk, with all before it.
  const keys = await parts.commits.without(() => fillDemonstration(demonstration, told));
  await mkdir(join(config.dataDir, "order-portal"), { recursive: true, mode: 0o700 });
  await writeDurably(orderPortalKeys(config), JSON.stringify(keys));
  await noteFilled(db);
}

/**
 * Where the neighbours' process fills a demonstration in, the others begin their work once it is there: its orders are
 * lived through in the past, by jobs that nobody else may take. Gives whether there is one.
 */
export async function waitForDemonstration(
  { config, db, log }: Services,
  watched: WatchedStart,
): Promise<boolean> {
  if (!config.demo) return false;
  for (let told = false; !(await isThere(db)); told = true) {
    watched.begin({ what: "othersDemonstration" });
    if (!told) log.warn("waiting for the neighbours' process to fill in the demonstration");
    await setTimeout(LOOK_AGAIN_MS, undefined, { signal: watched.signal });
  }
  return true;
}

async function isThere(db: Database): Promise<boolean> {
  // In this order: what is there was begun before.
  return !(await isEmpty(db)) && (await underWaySince(db)) === undefined;
}

async function isEmpty(db: Database): Promise<boolean> {
  const authority = await db.selectFrom("registration_authority").select("id").limit(1).executeTakeFirst();
  return authority === undefined;
}
