/** What stood as a French sentence before migration 0014 stands as a code after it, and nobody's own words are lost. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "../builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../builders/orders.ts";
import { createTestPortal, type TestPortal } from "../builders/test-portal.ts";

const MIGRATION = join(import.meta.dirname, "../../migrations/0014-explanations-in-codes.sql");

let portal: TestPortal;
let number: number;
beforeAll(async () => {
  portal = await createTestPortal();
  const intake = await createAuthority(portal);
  const operator = await signIn(portal, "RA_INTERNAL");
  number = await createOrder(intake, anOrder());
  await bringTo(portal, operator, number, "toGenerate");
});
afterAll(() => portal.close());

/** What the migration makes of a sentence in this table; its columns stand already, its updates are run again. */
async function migrated(table: "signature_collection" | "issuance", state: string, message: string) {
  const text = await readFile(MIGRATION, "utf8");
  const updates = text.slice(text.indexOf("UPDATE signature_collection"));
  const { db } = portal.services;
  await sql`UPDATE ${sql.table(table)} SET message = ${message}, state = ${state}, explanation = NULL
    WHERE order_number = ${number}`.execute(db);
  await sql.raw(updates).execute(db);
  const { explanation } = await db
    .selectFrom(table)
    .select("explanation")
    .where("order_number", "=", number)
    .executeTakeFirstOrThrow();
  return explanation;
}

test.each([
  [
    "creating",
    "Le service de signature ne répond pas : nouvel essai automatique.",
    { code: "serviceUnreachable" },
  ],
  [
    "failed",
    "Document réécrit par le service de signature : il ne commence pas par les octets envoyés.",
    {
      code: "asWritten",
      params: {
        text: "Document réécrit par le service de signature : il ne commence pas par les octets envoyés.",
      },
    },
  ],
  [
    "refused",
    "Document réécrit par le service de signature : non",
    { code: "quoted", params: { text: "Document réécrit par le service de signature : non" } },
  ],
])("FLOW-6 of a collection that is %s: %s", async (state, message, explanation) => {
  expect(await migrated("signature_collection", state, message)).toEqual(explanation);
});

test.each([
  [
    "underWay",
    "L'autorité de certification ne répond pas : nouvel essai automatique.",
    { code: "authorityUnreachable" },
  ],
  [
    "underWay",
    "L'autorité de certification n'a pas encore décidé : nouvelle question automatique.",
    { code: "authorityUndecided" },
  ],
  ["failed", "Certificat inattendu (key)", { code: "unexpectedCertificate", params: { wrong: "key" } }],
  ["failed", "Sujet refusé", { code: "quoted", params: { text: "Sujet refusé" } }],
])("FLOW-6 of an issuance that is %s: %s", async (state, message, explanation) => {
  expect(await migrated("issuance", state, message)).toEqual(explanation);
});
