/** The demonstration of a first start, and the order portal that goes with it. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { EmbeddedIdentityProvider, EmbeddedNeighbours } from "../../neighbours/embedded-neighbours.ts";
import type { SettableClock } from "../platform/clock.ts";
import { type Config, ConfigurationError } from "../platform/config.ts";
import type { Database } from "../platform/database.ts";
import type { Jobs } from "../platform/jobs.ts";
import type { Services } from "../ports/services.ts";
import { jobHandlers } from "./job-handlers.ts";

const LOOK_AGAIN_MS = 500;

const orderPortalKeys = (config: Config) => join(config.dataDir, "order-portal", "keys.json");

/** Stands while the demonstration is being filled in. */
const interrupted = (config: Config) => join(config.dataDir, "demonstration-under-way");

/** A first start that was killed half-way leaves half a demonstration and nothing else: it starts again from nothing. */
export async function forgetInterrupted(config: Config): Promise<void> {
  if (!existsSync(interrupted(config))) return;
  if (config.database || config.fileStore)
    throw new ConfigurationError(
      `The demonstration was interrupted: empty the database of DATABASE_URL, the place of FILE_STORE and the folder ${config.dataDir}, then start again.`,
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

type DemonstrationParts = {
  app: FastifyInstance;
  embedded: EmbeddedNeighbours;
  identityProvider: EmbeddedIdentityProvider | undefined;
  clock: SettableClock;
  jobs: Jobs;
};

/**
 * Fills an empty database when the configuration asks for it, then opens the order portal to whom it has keys for. Gives
 * whether there is one.
 */
export async function composeDemonstration(services: Services, parts: DemonstrationParts): Promise<boolean> {
  const { config, db } = services;
  if (config.demo && (await isEmpty(db))) await fill(services, parts);
  const keys = await readFile(orderPortalKeys(config), "utf8").catch(() => undefined);
  if (keys) await parts.embedded.orderPortal(JSON.parse(keys) as Record<string, string>);
  return keys !== undefined;
}

async function fill(
  services: Services,
  { app, embedded, identityProvider, clock, jobs }: DemonstrationParts,
): Promise<void> {
  const { config } = services;
  await writeFile(interrupted(config), "");
  await services.db.insertInto("demonstration").defaultValues().execute();
  const { fillDemonstration } = await import("../demonstration/fill-demonstration.ts");
  const keys = await fillDemonstration({
    services,
    app,
    clock,
    neighbours: {
      authority: await embedded.authority(),
      signatureService: await embedded.signatureService(services.mailer),
      operators: () => identityProvider?.operators() ?? Promise.resolve([]),
    },
    drain: () => jobs.drain(jobHandlers(services)),
  });
  await mkdir(join(config.dataDir, "order-portal"), { recursive: true, mode: 0o700 });
  await writeFile(orderPortalKeys(config), JSON.stringify(keys), { mode: 0o600 });
  await services.db.updateTable("demonstration").set({ filled_at: sql`now()` }).execute();
  await rm(interrupted(config));
}

/**
 * Where the neighbours' process fills a demonstration in, the others begin their work once it is there: its orders are
 * lived through in the past, by jobs that nobody else may take. Gives whether there is one.
 */
export async function waitForDemonstration({ config, db, log }: Services): Promise<boolean> {
  if (!config.demo) return false;
  for (let told = false; !(await isThere(db)); told = true) {
    if (!told) log.warn("waiting for the neighbours' process to fill in the demonstration");
    await setTimeout(LOOK_AGAIN_MS);
  }
  return true;
}

async function isThere(db: Database): Promise<boolean> {
  const standing = await db.selectFrom("demonstration").select("filled_at").executeTakeFirst();
  return standing ? standing.filled_at !== null : !(await isEmpty(db));
}

async function isEmpty(db: Database): Promise<boolean> {
  const authority = await db.selectFrom("registration_authority").select("id").limit(1).executeTakeFirst();
  return authority === undefined;
}
