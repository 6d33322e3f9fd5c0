/** The file that "Exporter" gives from the list of certificates. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../domain/access/permissions.ts";
import type { CertificateRow } from "../../domain/certificates/certificates-api.ts";
import { download, everyRow, journalledExports, shownInParis } from "../../tests/builders/exports.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { CERTIFICATE_STATUS_LABEL, MEDIUM_LABEL } from "./export-certificates.ts";

const URL_OF_EXPORT = "/api/certificates/export";

let portal: TestPortal;
let internal: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  const first = await createAuthority(portal, "AE1");
  const second = await createAuthority(portal, "AE2");
  internal = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  const intakes = [
    [first, "AE1-C1"],
    [first, "AE1-C2"],
    [second, "AE2-C1"],
    [second, "AE2-C1"],
  ] as const;
  for (const [intake, client] of intakes)
    await bringTo(portal, internal, await createOrder(intake, anOrder({ client })), "toDeliver");
  await oneRevokedOneExpired();
});
afterAll(() => portal.close());

async function oneRevokedOneExpired() {
  const { db } = portal.services;
  const [revoked, expired, token] = await db
    .selectFrom("certificate")
    .select("number")
    .orderBy("number")
    .execute();
  const change = (number: number | undefined) =>
    db.updateTable("certificate").where("number", "=", number ?? 0);
  await change(revoked?.number)
    .set({ revoked_at: new Date("2026-01-02T03:04:05Z"), holder: "=Anatolie @Fleury" })
    .execute();
  await change(expired?.number)
    .set({ not_before: new Date("2023-03-25T23:30:00Z"), not_after: new Date("2026-03-29T01:00:00Z") })
    .execute();
  await change(token?.number).set({ medium: "token" }).execute();
}

const asListed = (row: CertificateRow) => [
  row.number,
  row.client,
  row.registrationAuthority,
  row.holder,
  shownInParis(row.notBefore),
  shownInParis(row.notAfter),
  MEDIUM_LABEL[row.medium],
  CERTIFICATE_STATUS_LABEL[row.status],
];

async function expectSameAsList(operator: SignedInOperator, query: Record<string, string>) {
  const listed = (await everyRow<CertificateRow>(operator, "/api/certificates", query)).map(asListed);
  const exported = await download(operator, `${URL_OF_EXPORT}?${new URLSearchParams(query)}`);
  expect(exported.rows).toEqual(listed);
  expect(Number(exported.answer.headers["x-total-rows"])).toBe(listed.length);
  return listed.length;
}

describe("EXPORT-3 the export of certificates", () => {
  test("has the columns of their list, each value as the screen words it", async () => {
    const { titles, rows, sheet, answer } = await download(internal, `${URL_OF_EXPORT}?sort=number`);
    expect(titles).toEqual([
      "N° Certificat",
      "Client",
      "AE",
      "Porteur",
      "Date de validité",
      "Date d'expiration",
      "Type",
      "Statut",
    ]);
    expect(rows.map((row) => [row[3], row[6], row[7]])).toEqual([
      ["=Anatolie @Fleury", "L", "Révoqué"],
      [expect.stringContaining("Fleury"), "L", "Expiré"],
      [expect.stringContaining("Fleury"), "MD940", "Validé"],
      [expect.stringContaining("Fleury"), "L", "Validé"],
    ]);
    expect(rows[1]?.slice(4, 6)).toEqual([
      new Date("2023-03-26T00:30:00Z"),
      new Date("2026-03-29T03:00:00Z"),
    ]);
    expect(sheet).toBe("Certificats");
    expect(answer.headers["content-disposition"]).toMatch(
      /^attachment; filename="certificats-\d{4}-\d\d-\d\d\.xlsx"$/,
    );
  });

  const LISTS: [query: Record<string, string>, certificates: number][] = [
    [{}, 4],
    [{ sort: "number", direction: "desc" }, 4],
    [{ sort: "holder" }, 4],
    [{ sort: "notBefore", direction: "asc" }, 4],
    [{ sort: "notAfter", direction: "desc" }, 4],
    [{ status: "valid" }, 2],
    [{ status: "expired" }, 1],
    [{ status: "revoked" }, 1],
    [{ medium: "token" }, 1],
    [{ client: "AE2-C1", sort: "number" }, 2],
    [{ registrationAuthority: "AE1" }, 2],
    [{ holder: "fleury" }, 4],
    [{ expiresFrom: "2026-03-29", expiresTo: "2026-03-29" }, 1],
    [{ validTo: "2023-03-25" }, 0],
  ];
  test.each(LISTS)(
    "with %j is the list of every page, in its sort: %i certificates",
    async (query, certificates) => {
      expect(await expectSameAsList(internal, query)).toBe(certificates);
    },
  );

  test("is journalled with its filter and its rows", async () => {
    await download(internal, `${URL_OF_EXPORT}?status=valid&holder=&sort=number`);
    expect((await journalledExports(portal)).at(-1)).toEqual({
      type: "listExported",
      list: "certificates",
      rows: 2,
      filter: '{"status":"valid"}',
      by: "Jean Bonbeurre",
    });
  });
});

describe("EXPORT-3 ROLE-2 the export of somebody", () => {
  const PEOPLE: [
    role: Role,
    attached: { registrationAuthorities: string[]; clients?: string[] },
    certificates: number,
  ][] = [
    ["RA_INTERNAL", { registrationAuthorities: [] }, 4],
    ["SUPPORT", { registrationAuthorities: [] }, 4],
    ["RA_EXTERNAL", { registrationAuthorities: ["AE2"] }, 2],
    ["AUDITOR", { registrationAuthorities: ["AE1"], clients: ["AE1-C2"] }, 1],
    ["RA_EXTERNAL", { registrationAuthorities: [] }, 0],
  ];
  test.each(PEOPLE)("%s attached to %j holds what their list holds", async (role, attached, certificates) => {
    const operator = await signIn(portal, role, { ...attached, name: JSON.stringify(attached) });
    expect(await expectSameAsList(operator, {})).toBe(certificates);
  });
});

describe("EXPORT-3 ROLE-1 without the permission to export", () => {
  test("the export is refused", async () => {
    const nobody = await signIn(portal, "AUDITOR", { name: "Sans rôle" });
    await portal.services.db
      .updateTable("session")
      .set({ roles: [] })
      .where("operator_id", "=", nobody.id)
      .execute();
    expect((await nobody.request("GET", URL_OF_EXPORT)).status).toBe(403);
  });
});
