/**
 * One PostgreSQL server for the whole run, with a template database that is migrated once. Each test file copies the
 * template (some 20 ms), so that no test sees another's rows.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { TestProject } from "vitest/node";
import { QUEUES } from "../../server/compose/job-handlers.ts";
import { openDatabase } from "../../server/platform/database.ts";
import { prepareDatabase } from "../../server/platform/database-roles.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { startJobs } from "../../server/platform/jobs.ts";
import { createLogger } from "../../server/platform/log.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Connection strings for the maintenance database; their path is replaced by the database wanted. */
    postgres: { application: string; owner: string };
  }
}

export const TEMPLATE = "portail_template";

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "portail-tests-"));
  // PostgreSQL, which may run as another user, must be able to enter.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { durable: false });
  const maintenance = openDatabase(server.url("postgres"), { max: 1 });
  await sql.raw(`CREATE DATABASE ${TEMPLATE}`).execute(maintenance);
  await maintenance.destroy();

  const template = server.urls(TEMPLATE);
  await prepareDatabase(template);
  const jobs = await startJobs(template.application, createLogger("silent"), QUEUES);
  await jobs.close();

  const { application } = server.urls("postgres");
  project.provide("postgres", { application, owner: server.url("postgres") });
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
