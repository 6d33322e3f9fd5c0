/** HISTORY-2, whatever the portal is led to run: its role in the database cannot take back what was journalled. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM } from "../../domain/access/actor.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { inTransaction } from "../platform/database.ts";
import { appendToJournal, checkChain } from "./journal-store.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
  await inTransaction(portal.services.db, (trx) =>
    appendToJournal(trx, {
      at: portal.services.clock.now(),
      actor: SYSTEM,
      orderNumber: null,
      event: { type: "listExported", list: "orders", rows: 1, filter: "" },
    }),
  );
});
afterAll(() => portal.close());

/** SQLSTATE insufficient_privilege. */
const REFUSED = expect.objectContaining({ code: "42501" });
const run = (statement: string) => sql.raw(statement).execute(portal.services.db);

describe("HISTORY-2 the application's role", () => {
  test("can add to the journal and read it", async () => {
    expect(await checkChain(portal.services.db)).toEqual({ entries: 1, broken: null });
  });

  test.each([
    ["change an entry", "UPDATE journal SET actor_name = 'x'"],
    [
      "change one by adding it again",
      "INSERT INTO journal SELECT * FROM journal ON CONFLICT (id) DO UPDATE SET actor_name = 'x'",
    ],
    [
      "change one by a merge",
      "MERGE INTO journal USING journal_head head ON head.id = journal.id WHEN MATCHED THEN DELETE",
    ],
    ["remove entries", "DELETE FROM journal"],
    ["empty it", "TRUNCATE journal"],
    ["empty it along with the orders", "TRUNCATE orders CASCADE"],
    ["switch its trigger off", "ALTER TABLE journal DISABLE TRIGGER journal_only_grows"],
    ["switch all triggers off for a while", "SET session_replication_role = replica"],
    ["take its trigger away", "DROP TRIGGER journal_only_grows ON journal"],
    [
      "put another trigger on it",
      "CREATE TRIGGER other BEFORE INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ],
    ["put a rule on it", "CREATE RULE other AS ON INSERT TO journal DO INSTEAD NOTHING"],
    [
      "write the trigger's function anew",
      "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
    ["take the function away", "DROP FUNCTION refuse_change() CASCADE"],
    ["take the table away", "DROP TABLE journal"],
    ["take it away with what it hangs on", "DROP TABLE orders CASCADE"],
    ["put another in its place", "ALTER TABLE journal RENAME TO journal_before"],
    ["move it elsewhere", "ALTER TABLE journal SET SCHEMA jobs"],
    ["own it", "ALTER TABLE journal OWNER TO CURRENT_USER"],
    ["be its owner", "SET ROLE portail"],
    ["make objects beside it, for the owner to stumble on", "CREATE TABLE public.other ()"],
    ["make a schema that the owner looks into first", "CREATE SCHEMA portail"],
    ["forget that a migration was applied", "DELETE FROM migration"],
    ["take the head of the chain away", "DELETE FROM journal_head"],
  ])("cannot %s", async (_, statement) => {
    await expect(run(statement)).rejects.toEqual(REFUSED);
    expect(await checkChain(portal.services.db)).toEqual({ entries: 1, broken: null });
  });

  test("cannot give itself the right to", async () => {
    // PostgreSQL answers a grant of what one does not have with a warning.
    await run("GRANT ALL ON journal TO CURRENT_USER");
    await expect(run("DELETE FROM journal")).rejects.toEqual(REFUSED);
  });
});

describe("HISTORY-2 the owner of the database", () => {
  test.each(["UPDATE journal SET actor_name = 'x'", "DELETE FROM journal", "TRUNCATE journal"])(
    "does not change the journal by mistake: %s is refused",
    async (statement) => {
      await expect(portal.asOwner(statement)).rejects.toThrow("only grows");
    },
  );
});
