/**
 * Two roles share the work (ADR 0012). The owner holds the tables and changes their shape; the application works in them,
 * and of the journal may only read and add: whatever the portal is led to run, what was journalled stays.
 */
import { sql } from "kysely";
import { ConfigurationError } from "./config.ts";
import { type Database, type DatabaseUrls, migrate, openDatabase, type Queryable } from "./database.ts";

/** Where the jobs are kept, apart from the portal's own tables. */
export const JOBS_SCHEMA = "jobs";

const FULL = "SELECT, INSERT, UPDATE, DELETE";
/** What the application may do with the tables that are not wholly its own. */
const RESTRICTED: Record<string, string> = {
  journal: "SELECT, INSERT",
  journal_head: "SELECT, UPDATE",
  // Whoever forgets a migration has it run again, by the owner.
  migration: "SELECT",
};
/** SQLSTATE insufficient_privilege. */
const NOT_ALLOWED = "42501";
const HOW = "see docs/operations.md, “The roles of the database”";

/**
 * Brings the database up to date, and gives the application's role its rights. Gives the names of the migrations applied.
 * Without an owner's address the application does what its role may; a role that may not migrate needs nothing when there
 * is nothing to apply. Throws `ConfigurationError` when the roles cannot do their part. `restored` is for `migrate`.
 */
export async function prepareDatabase(urls: DatabaseUrls, restored?: readonly string[]): Promise<string[]> {
  const application = openDatabase(urls.application, { max: 1 });
  try {
    const role = await currentRole(application);
    if (urls.owner === undefined) return await migrateAlone(application, role, restored);
    const applied = await migrateAsOwner(urls.owner, application, role, restored);
    if (!(await isJournalGuarded(application)))
      throw new ConfigurationError(
        `Configuration: DATABASE_URL: the role ${role} may still change the journal of that database; ${HOW}`,
      );
    return applied;
  } finally {
    await application.destroy();
  }
}

/**
 * Gives the role what the portal needs, and of the journal no more than reading and adding; at every start, since
 * migrations bring tables. Run by the owner, within the lock of the migrations: two that grant at once would fail.
 * Functions are everybody's to run, and do nothing but what their caller may. Sequences are read by backups alone.
 */
async function grantToApplication(owner: Database, role: string): Promise<void> {
  const perform = (statement: string) => sql.raw(statement).execute(owner);
  const found = await sql<{ name: string; quoted: string; isSequence: boolean }>`
    SELECT relname AS name, quote_ident(relname) AS quoted, relkind = 'S' AS "isSequence" FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'S')
      AND relowner = (SELECT relowner FROM pg_class WHERE oid = 'journal'::regclass)`.execute(owner);
  const names = await sql<{ role: string; schema: string }>`
    SELECT quote_ident(${role}) AS role, quote_ident(current_schema()) AS schema`.execute(owner);
  const [to] = names.rows;
  if (!to) throw new Error("no name for the role");
  await perform(`GRANT USAGE ON SCHEMA ${to.schema} TO ${to.role}`);
  for (const { name, quoted, isSequence } of found.rows) {
    if (isSequence) {
      await perform(`GRANT SELECT ON SEQUENCE ${quoted} TO ${to.role}`);
      continue;
    }
    const restricted = RESTRICTED[name];
    if (restricted) await perform(`REVOKE ALL ON ${quoted} FROM ${to.role}, PUBLIC`);
    await perform(`GRANT ${restricted ?? FULL} ON ${quoted} TO ${to.role}`);
  }
  await perform(`GRANT USAGE, CREATE ON SCHEMA ${JOBS_SCHEMA} TO ${to.role}`);
  await handOverJobs(owner, role);
}

/**
 * Whether the database itself keeps this connection's role from changing the journal. It does not when the role owns it, or
 * is a superuser; nor when it may make schemas or functions that the owner's statements would find first.
 */
export async function isJournalGuarded(db: Queryable): Promise<boolean> {
  const found = await sql<{ open: boolean }>`
    SELECT pg_has_role(relowner, 'MEMBER')
      OR has_table_privilege(oid, 'DELETE, TRUNCATE, TRIGGER') OR has_any_column_privilege(oid, 'UPDATE')
      OR has_schema_privilege(relnamespace, 'CREATE') OR has_database_privilege(current_database(), 'CREATE') AS open
    FROM pg_class WHERE oid = to_regclass('journal')`.execute(db);
  return found.rows[0]?.open === false;
}

async function migrateAlone(
  application: Database,
  role: string,
  restored?: readonly string[],
): Promise<string[]> {
  try {
    const afterwards = async (connection: Database) => {
      await createJobsSchema(connection);
      await showJobsToOwner(connection);
    };
    return await migrate(application, afterwards, restored);
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    throw new ConfigurationError(
      `The database is not up to date, and the role ${role} of DATABASE_URL may not change it: run “portail migrate” with DATABASE_OWNER_URL; ${HOW}`,
    );
  }
}

async function migrateAsOwner(
  url: string,
  application: Database,
  role: string,
  restored?: readonly string[],
): Promise<string[]> {
  const owner = openDatabase(url, { max: 1 });
  try {
    const afterwards = async (connection: Database) => {
      await refuseOwner(connection, role);
      await createJobsSchema(connection);
      await connection.transaction().execute((trx) => grantToApplication(trx, role));
      await showJobsToOwner(application);
    };
    return await migrate(owner, afterwards, restored);
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    const { message } = error;
    throw new ConfigurationError(`DATABASE_OWNER_URL: its role may not do its part (${message}); ${HOW}`);
  } finally {
    await owner.destroy();
  }
}

/** What an owner is not granted it could take again: nothing would be kept from it. */
async function refuseOwner(db: Queryable, role: string): Promise<void> {
  const found = await sql<{ owns: boolean }>`
    SELECT pg_has_role(${role}, relowner, 'MEMBER') AS owns FROM pg_class WHERE oid = 'journal'::regclass`.execute(
    db,
  );
  if (found.rows[0]?.owns)
    throw new ConfigurationError(
      `Configuration: DATABASE_URL: the role ${role} owns the journal; with DATABASE_OWNER_URL it must be another; ${HOW}`,
    );
}

async function createJobsSchema(db: Queryable): Promise<void> {
  // IF NOT EXISTS would ask for the right to create it even where it stands.
  const found = await sql<{ stands: boolean }>`
    SELECT to_regnamespace(${JOBS_SCHEMA}) IS NOT NULL AS stands`.execute(db);
  if (!found.rows[0]?.stands) await sql.raw(`CREATE SCHEMA ${JOBS_SCHEMA}`).execute(db);
}

/**
 * The jobs are the application's wholly: their library makes partitions as days pass, which an owner alone may. Takes along
 * what the owner made before there were two roles.
 */
async function handOverJobs(owner: Database, role: string): Promise<void> {
  const others = await sql<{ statement: string }>`
    SELECT format('ALTER %s %s OWNER TO %I', kind, name, ${role}::text) AS statement FROM (
      SELECT 'TABLE' AS kind, oid::regclass::text AS name, relowner AS owner FROM pg_class
      WHERE relnamespace = ${JOBS_SCHEMA}::regnamespace AND relkind IN ('r', 'p')
      UNION ALL SELECT 'ROUTINE', oid::regprocedure::text, proowner FROM pg_proc
      WHERE pronamespace = ${JOBS_SCHEMA}::regnamespace
      UNION ALL SELECT 'TYPE', oid::regtype::text, typowner FROM pg_type
      WHERE typnamespace = ${JOBS_SCHEMA}::regnamespace AND typtype = 'e'
    ) made
    WHERE pg_get_userbyid(owner) <> ${role}`.execute(owner);
  for (const { statement } of others.rows) await sql.raw(statement).execute(owner);
}

/**
 * Lets the owner read the jobs, those of tables that their library makes later too: a dump of the whole database is the
 * owner's to make. Run by the application, whose they are, within the lock of the migrations. Does nothing where the owner
 * may already.
 */
async function showJobsToOwner(application: Database): Promise<void> {
  const found = await sql<{ owner: string }>`
    SELECT quote_ident(pg_get_userbyid(relowner)) AS owner FROM pg_class
    WHERE oid = to_regclass('journal') AND NOT pg_has_role(relowner, current_user, 'USAGE')
      AND (EXISTS (
        SELECT FROM pg_class AS made WHERE made.relnamespace = ${JOBS_SCHEMA}::regnamespace
          AND made.relkind IN ('r', 'p', 'S') AND NOT has_table_privilege(pg_class.relowner, made.oid, 'SELECT')
      ) OR NOT EXISTS (
        SELECT FROM pg_default_acl, aclexplode(defaclacl) AS given
        WHERE defaclrole = current_user::regrole AND defaclnamespace = ${JOBS_SCHEMA}::regnamespace
          AND defaclobjtype = 'r' AND given.grantee = pg_class.relowner
      ))`.execute(application);
  const [to] = found.rows;
  if (!to) return;
  for (const kind of ["TABLES", "SEQUENCES"])
    for (const statement of [
      `GRANT SELECT ON ALL ${kind} IN SCHEMA ${JOBS_SCHEMA} TO ${to.owner}`,
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${JOBS_SCHEMA} GRANT SELECT ON ${kind} TO ${to.owner}`,
    ])
      await sql.raw(statement).execute(application);
}

async function currentRole(db: Queryable): Promise<string> {
  const found = await sql<{ role: string }>`SELECT current_user::text AS role`.execute(db);
  const [row] = found.rows;
  if (!row) throw new Error("the database names no role");
  return row.role;
}

function isNotAllowed(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === NOT_ALLOWED;
}
