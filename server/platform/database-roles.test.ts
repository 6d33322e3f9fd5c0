/** Which roles the portal starts with, and what it says to an administrator who gave it others. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { QUEUES } from "../compose/job-handlers.ts";
import { ConfigurationError } from "./config.ts";
import { type Database, openDatabase, refuseNewerDatabase } from "./database.ts";
import { isJournalGuarded, prepareDatabase } from "./database-roles.ts";
import { startJobs } from "./jobs.ts";
import { createLogger } from "./log.ts";

const APPLICATION = "portail_app";

let database: TestDatabase;
const opened: Database[] = [];
const roles: string[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
  await database.drop();
  const maintenance = openDatabase(inject("postgres").owner, { max: 1 });
  for (const role of roles.splice(0)) await sql.raw(`DROP ROLE ${role}`).execute(maintenance);
  await maintenance.destroy();
});

/** A role of an administrator's own making, without rights but those of `options`. */
async function createRole(options = ""): Promise<{ name: string; url: string }> {
  const name = `role_${randomUUID().replaceAll("-", "")}`;
  await database.asOwner(`CREATE ROLE ${name} LOGIN ${options}`);
  roles.push(name);
  const url = new URL(database.url);
  url.username = name;
  return { name, url: url.href };
}

/** A role that owns the database, which is empty. */
async function createOwner(): Promise<{ name: string; url: string }> {
  const owner = await createRole();
  await database.asOwner(
    "DROP SCHEMA public CASCADE",
    "DROP SCHEMA jobs CASCADE",
    `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} OWNER TO ${owner.name}`,
    `CREATE SCHEMA public AUTHORIZATION ${owner.name}`,
  );
  return owner;
}

function open(url: string): Database {
  const db = openDatabase(url, { max: 1 });
  opened.push(db);
  return db;
}

/** Leaves the database as an older portal did: one role owned everything. */
async function forgetRoles(): Promise<void> {
  await database.asOwner(
    "DROP SCHEMA jobs CASCADE",
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${APPLICATION}`,
    "CREATE SCHEMA jobs",
  );
  await (await startJobs(database.ownerUrl, createLogger("silent"), QUEUES)).close();
}

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  return (error as Error).message;
};

describe("HISTORY-2 with a role for the application and another for the owner", () => {
  test("takes over a database that one role owned, jobs included", async () => {
    await forgetRoles();
    expect(await prepareDatabase({ application: database.url, owner: database.ownerUrl })).toEqual([]);
    expect(await isJournalGuarded(open(database.url))).toBe(true);
    const jobs = await startJobs(database.url, createLogger("silent"), QUEUES);
    await jobs.close();
    const strangers = await sql<{ name: string }>`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'jobs'::regnamespace
        AND pg_get_userbyid(relowner) <> ${APPLICATION}
      UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace
        AND pg_get_userbyid(proowner) <> ${APPLICATION}`.execute(open(database.url));
    expect(strangers.rows).toEqual([]);
  });

  test("gives a migration's table its rights, and takes back what somebody granted on the journal", async () => {
    await database.asOwner("CREATE TABLE later (id int)", `GRANT ALL ON journal TO ${APPLICATION}`);
    expect(await isJournalGuarded(open(database.url))).toBe(false);
    await prepareDatabase({ application: database.url, owner: database.ownerUrl });
    expect(await isJournalGuarded(open(database.url))).toBe(true);
    await sql`INSERT INTO later VALUES (1)`.execute(open(database.url));
  });

  test("many processes may start at once", async () => {
    const urls = { application: database.url, owner: database.ownerUrl };
    await Promise.all(Array.from({ length: 8 }, () => prepareDatabase(urls)));
    expect(await isJournalGuarded(open(database.url))).toBe(true);
  });

  test("an owner that is no superuser is enough, in a new database", async () => {
    const owner = await createOwner();
    const application = await createRole();
    const urls = { application: application.url, owner: owner.url };
    expect((await prepareDatabase(urls)).length).toBeGreaterThan(10);
    expect(await isJournalGuarded(open(application.url))).toBe(true);
    await (await startJobs(application.url, createLogger("silent"), QUEUES)).close();
    expect(await prepareDatabase(urls)).toEqual([]);
  });

  test("and in one that it worked in alone, once it is a member of the application", async () => {
    const owner = await createOwner();
    const application = await createRole();
    await prepareDatabase({ application: owner.url });
    await (await startJobs(owner.url, createLogger("silent"), QUEUES)).close();
    const urls = { application: application.url, owner: owner.url };
    expect(await refusal(prepareDatabase(urls))).toContain("DATABASE_OWNER_URL");
    await database.asOwner(`GRANT ${application.name} TO ${owner.name}`);
    await prepareDatabase(urls);
    expect(await isJournalGuarded(open(application.url))).toBe(true);
    await (await startJobs(application.url, createLogger("silent"), QUEUES)).close();
  });

  test.each([
    ["the owner itself", async () => ({ name: "portail", url: database.ownerUrl }), "owns the journal"],
    ["a superuser", () => createRole("SUPERUSER"), "owns the journal"],
    ["a member of the owner", () => createRole("IN ROLE portail"), "owns the journal"],
    ["a writer of all tables", () => createRole("IN ROLE pg_write_all_data"), "may still change the journal"],
  ])("the application must not be %s", async (_, role, why) => {
    const { name, url } = await role();
    const message = await refusal(prepareDatabase({ application: url, owner: database.ownerUrl }));
    expect(message).toContain(name);
    expect(message).toContain(why);
  });

  test("both must be of the same database", async () => {
    const other = await createTestDatabase();
    await other.asOwner("DROP TABLE journal CASCADE");
    expect(await refusal(prepareDatabase({ application: other.url, owner: database.ownerUrl }))).toContain(
      "DATABASE_URL",
    );
    await other.drop();
  });
});

describe("OPS-2 a dump of the whole database", () => {
  /** What `pg_dump` reads of each: the rows of a table, how far a sequence is. */
  async function unreadable(url: string): Promise<string[]> {
    const found = await sql<{ name: string }>`
      SELECT oid::regclass::text AS name FROM pg_class
      WHERE relnamespace IN ('public'::regnamespace, 'jobs'::regnamespace) AND relkind IN ('r', 'p', 'S')
        AND NOT has_table_privilege(oid, 'SELECT')`.execute(open(url));
    return found.rows.map(({ name }) => name);
  }

  test("may be made by either role: each reads every table and sequence, those that the jobs bring later too", async () => {
    const owner = await createOwner();
    const application = await createRole();
    await prepareDatabase({ application: application.url, owner: owner.url });
    await (await startJobs(application.url, createLogger("silent"), QUEUES)).close();
    await sql`CREATE TABLE jobs.of_tomorrow (id bigserial)`.execute(open(application.url));
    expect(await unreadable(owner.url)).toEqual([]);
    expect(await unreadable(application.url)).toEqual([]);
  });

  test("may be made of an installation of before from its next start on, with the owner's address or without", async () => {
    const owner = await createOwner();
    const application = await createRole();
    const urls = { application: application.url, owner: owner.url };
    await prepareDatabase(urls);
    await (await startJobs(application.url, createLogger("silent"), QUEUES)).close();
    const asBefore = [
      `REVOKE SELECT ON ALL TABLES IN SCHEMA jobs FROM ${owner.name}`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${application.name} IN SCHEMA jobs REVOKE ALL ON TABLES FROM ${owner.name}`,
    ];
    await database.asOwner(...asBefore, `REVOKE SELECT ON orders_number_seq FROM ${application.name}`);
    expect(await unreadable(owner.url)).toContain("jobs.job");
    expect(await unreadable(application.url)).toEqual(["orders_number_seq"]);
    await prepareDatabase(urls);
    expect(await unreadable(owner.url)).toEqual([]);
    expect(await unreadable(application.url)).toEqual([]);
    await database.asOwner(...asBefore);
    await prepareDatabase({ application: application.url });
    expect(await unreadable(owner.url)).toEqual([]);
    expect(await isJournalGuarded(open(application.url))).toBe(true);
  });

  test("gives the owner nothing but reading of the jobs", async () => {
    const owner = await createOwner();
    const application = await createRole();
    await prepareDatabase({ application: application.url, owner: owner.url });
    await (await startJobs(application.url, createLogger("silent"), QUEUES)).close();
    await expect(sql`DELETE FROM jobs.queue`.execute(open(owner.url))).rejects.toThrow("permission denied");
  });
});

describe("OPS-6 a database of a newer version", () => {
  const newer = () => database.asOwner("INSERT INTO migration VALUES ('9999-of-tomorrow.sql')");

  test.each([
    ["the owner", () => ({ application: database.url, owner: database.ownerUrl })],
    ["the application", () => ({ application: database.url })],
    ["one role", () => ({ application: database.ownerUrl })],
  ])("is refused in one line that names the migration: %s starts", async (_, urls) => {
    await newer();
    const message = await refusal(prepareDatabase(urls()));
    expect(message).toMatch(/^[^\n]*9999-of-tomorrow\.sql[^\n]*$/);
  });

  test("and is asked about by commands, where a new one has nothing to refuse", async () => {
    await refuseNewerDatabase(open(database.url));
    await newer();
    expect(await refusal(refuseNewerDatabase(open(database.url)))).toContain("9999-of-tomorrow.sql");
    await database.asOwner("DROP TABLE migration");
    await refuseNewerDatabase(open(database.url));
  });
});

describe("HISTORY-2 with DATABASE_URL alone", () => {
  test("the owner migrates and works as one role, which its trigger alone holds back", async () => {
    await forgetRoles();
    expect(await prepareDatabase({ application: database.ownerUrl })).toEqual([]);
    expect(await isJournalGuarded(open(database.ownerUrl))).toBe(false);
    await (await startJobs(database.ownerUrl, createLogger("silent"), QUEUES)).close();
  });

  test("the application needs no owner where another command migrated", async () => {
    expect(await prepareDatabase({ application: database.url })).toEqual([]);
    expect(await isJournalGuarded(open(database.url))).toBe(true);
  });

  test("the application says who must migrate when somebody must", async () => {
    await database.asOwner("DELETE FROM migration WHERE name LIKE '0008-%'", "DROP TABLE presence");
    const message = await refusal(prepareDatabase({ application: database.url }));
    expect(message).toContain("portail migrate");
    expect(message).toContain(APPLICATION);
  });
});
