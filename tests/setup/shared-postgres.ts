/**
 * One PostgreSQL server for the whole run, with a template database that is migrated once. Each test file copies the
 * template (some 20 ms), so that no test sees another's rows.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { TestProject } from "vitest/node";
import { migrate, openDatabase } from "../../server/platform/database.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { startJobs } from "../../server/platform/jobs.ts";
import { createLogger } from "../../server/platform/log.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A connection string for the maintenance database; its path is replaced by the database wanted. */
    postgres: string;
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

  const template = openDatabase(server.url(TEMPLATE), { max: 2 });
  await migrate(template);
  await template.destroy();
  const jobs = await startJobs(server.url(TEMPLATE), createLogger("silent"));
  await jobs.stop();

  project.provide("postgres", server.url("postgres"));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
