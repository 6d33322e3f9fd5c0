/** Files that no row names are taken away; those that one names never are. */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { systemClock } from "../platform/clock.ts";
import { SHARDS } from "../platform/content-address.ts";
import { collectIn, collectUnnamedFiles, NAMING_COLUMNS, sweepFiles } from "./collect-unnamed-files.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

const files = () => portal.services.files;
/** The round as it would run so many days from now: the files' own times are the system's. */
async function collectAfter(days: number): Promise<void> {
  const now = new Date(systemClock.now().getTime() + days * DAY);
  await collectIn({ ...portal.services, clock: { now: () => now } }, SHARDS);
}
const all = async (list: "stored" | "aside") => {
  const found: string[] = [];
  for (const shard of SHARDS) found.push(...(await files()[list](shard, new Date("2099-01-01"))));
  return found.toSorted();
};

/** Those whose name stands anywhere in the database but in the journal, which also tells of files that were replaced. */
async function mentioned(names: readonly string[]): Promise<string[]> {
  const { db } = portal.services;
  const { rows: tables } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'journal'`.execute(db);
  let text = "";
  for (const { name } of tables) {
    const { rows } = await sql<{
      row: string;
    }>`SELECT row_to_json(t)::text AS row FROM ${sql.table(name)} AS t`.execute(db);
    text += rows.map(({ row }) => row).join("\n");
  }
  return names.filter((name) => text.includes(name));
}

describe("FILES-2 files that no row names", () => {
  test("are set aside after a day and removed after thirty more; those of an order's whole life stay", async () => {
    await bringTo(portal, operator, await createOrder(intake, anOrder()), "toDeliver");
    const { sha256 } = await files().put(randomBytes(1000));
    const before = await all("stored");
    const named = await mentioned(before);
    // Each signature of the embedded service makes another version of a document.
    const unnamed = before.filter((name) => !named.includes(name));
    expect(named.length).toBeGreaterThan(8);
    expect(unnamed).toContain(sha256);

    await collectAfter(0.9);
    expect(await all("stored")).toEqual(before);
    await collectAfter(1.1);
    expect([await all("stored"), await all("aside")]).toEqual([named, unnamed]);
    await collectAfter(29);
    expect(await all("aside")).toEqual(unnamed);
    await collectAfter(31);
    expect([await all("stored"), await all("aside")]).toEqual([named, []]);
    for (const name of named) await files().read(name);
  });

  test("are not those that a row came to name while the database was being asked", async () => {
    const content = randomBytes(1000);
    const { sha256 } = await files().put(content);
    await collectAfter(2);
    expect(await all("aside")).toContain(sha256);
    await portal.services.db
      .insertInto("supporting_document")
      .values({
        order_number: await createOrder(intake, anOrder(), "created"),
        kind: "attachment",
        file_name: "scan.pdf",
        media_type: "application/pdf",
        size: content.length,
        sha256,
        uploaded_at: systemClock.now(),
        uploaded_by: "Jean",
      })
      .execute();
    await collectAfter(33);
    expect(await all("aside")).toEqual([]);
    expect(Buffer.from(await files().read(sha256))).toEqual(content);
  });

  test("are looked for everywhere within a day, an hour's share at a time", async () => {
    const asked: string[] = [];
    const watching = {
      ...files(),
      stored: async (shard: string) => {
        asked.push(shard);
        return [];
      },
    };
    for (let hour = 0; hour < 24; hour += 1) {
      const now = new Date(Date.parse("2026-01-05T00:30:00Z") + hour * HOUR);
      await collectUnnamedFiles({ ...portal.services, files: watching, clock: { now: () => now } });
    }
    expect(asked.toSorted()).toEqual(SHARDS);
  });

  const columns = async (condition: string) => {
    const { rows } = await sql<{ name: string }>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND ${sql.raw(condition)} ORDER BY 1`.execute(portal.services.db);
    return rows.map(({ name }) => name);
  };

  test("are known by every column that names a file: a new one is either here or names none", async () => {
    const NAMES_NO_FILE = [
      "intake_key.key_sha256",
      "key_container.token_sha256",
      "orders.intake_body_sha256",
      "session.token_sha256",
      "sign_in.id_sha256",
    ];
    const naming = NAMING_COLUMNS.map((column) => column.join("."));
    expect(await columns("column_name LIKE '%sha256%'")).toEqual([...naming, ...NAMES_NO_FILE].toSorted());
  });

  test("are known within every document too: a new one is either here or names none", async () => {
    const NAMES_FILES = ["embedded_collection.document"];
    const NAMES_NO_FILE = [
      "issuance.explanation",
      // Of pieces, whose rows are never removed, and of what is not stored.
      "journal.event",
      "orders.information",
      "session.perimeter",
      "signature_collection.explanation",
      "signature_collection.signatories",
    ];
    expect(await columns("data_type IN ('json', 'jsonb')")).toEqual(
      [...NAMES_FILES, ...NAMES_NO_FILE].toSorted(),
    );
  });
});

test("FILES-1 what a dead process left half written is swept after a day", async () => {
  const swept: Date[] = [];
  const watching = { ...files(), sweep: async (before: Date) => swept.push(before) };
  const now = new Date("2026-01-05T00:00:00Z");
  await sweepFiles({ ...portal.services, files: watching, clock: { now: () => now } });
  expect(swept).toEqual([new Date("2026-01-04T00:00:00Z")]);
});
