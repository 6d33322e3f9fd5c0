/** The file that "Exporter" gives from the list of orders. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../domain/access/permissions.ts";
import type { OrderRow } from "../../domain/orders/order-list-api.ts";
import { download, everyRow, journalledExports, shownInParis } from "../../tests/builders/exports.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { partsOf } from "../platform/xlsx/testing.ts";
import { PHASE_LABEL, PROCESS_LABEL, STATUS_LABEL, TYPE_LABEL } from "./export-labels.ts";

const URL_OF_EXPORT = "/api/orders/export";
const HOSTILE = {
  familyName: '=HYPERLINK("http://example.org";"Fleury")',
  givenName: "+Anatolie_x0041_",
  email: "a.fleury@example.org",
  mobile: "+33639980808",
  otpContact: "a.fleury@example.org",
  address: { street: "1 rue Haute", postalCode: "42000", city: "@Saint-Étienne & <Cie>", country: "FR" },
};

let portal: TestPortal;
let internal: SignedInOperator;
let hostile: number;

beforeAll(async () => {
  portal = await createTestPortal();
  const first = await createAuthority(portal, "AE1");
  const second = await createAuthority(portal, "AE2");
  internal = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  const { information } = anOrder();
  const organization = { name: "SA des zéros", siren: "005420120" };
  portal.clock.set(new Date("2026-03-29T00:59:59Z"));
  hostile = await createOrder(
    first,
    anOrder({ information: { ...information, organization, holder: HOSTILE } }),
  );
  portal.clock.set(new Date("2026-03-29T01:00:00Z"));
  await createOrder(first, anOrder({ client: "AE1-C2", process: "paper", type: "renewal" }));
  portal.clock.set(new Date("2026-04-02T22:30:00Z"));
  await createOrder(second, anOrder({ client: "AE2-C1", medium: "token" }), "created");
  await createOrder(second, anOrder({ client: "AE2-C2", type: "renewal" }));
  portal.clock.release();
  for (const status of [
    "signing",
    "toValidate",
    "toGenerate",
    "toDeliver",
    "delivered",
    "cancelled",
  ] as const)
    await bringTo(portal, internal, await createOrder(first, anOrder()), status);
});
afterAll(() => portal.close());

/** What the list shows of an order that the export shows too. */
const asListed = (row: OrderRow) => [
  row.number,
  row.portuId,
  row.siren,
  row.holderGivenName,
  row.holderFamilyName,
  shownInParis(row.createdAt),
  TYPE_LABEL[row.type],
  PROCESS_LABEL[row.process],
  PHASE_LABEL[row.phase],
  STATUS_LABEL[row.status],
];
const LISTED_COLUMNS = [0, 1, 2, 3, 4, 8, 10, 11, 12, 13];

async function expectSameAsList(operator: SignedInOperator, query: Record<string, string>) {
  const listed = (await everyRow<OrderRow>(operator, "/api/orders", query)).map(asListed);
  const exported = await download(operator, `${URL_OF_EXPORT}?${new URLSearchParams(query)}`);
  expect(exported.rows.map((row) => LISTED_COLUMNS.map((column) => row[column]))).toEqual(listed);
  expect(Number(exported.answer.headers["x-total-rows"])).toBe(listed.length);
  return listed.length;
}

describe("EXPORT-1 the export of orders", () => {
  test("has the columns of the manual, in its order, and every order", async () => {
    const { titles, rows, sheet } = await download(internal, URL_OF_EXPORT);
    expect(titles).toEqual([
      "Numéro de dossier",
      "PortuID",
      "SIREN",
      "Prénom du porteur",
      "Nom du porteur",
      "Email du porteur",
      "N° de téléphone du porteur",
      "Ville du porteur",
      "Date de création",
      "AE",
      "Type",
      "Process",
      "Phase",
      "Statut",
    ]);
    expect(rows).toHaveLength(10);
    expect(sheet).toBe("Commandes");
  });

  const LISTS: [query: Record<string, string>, orders: number][] = [
    [{}, 10],
    [{ sort: "priority", direction: "desc" }, 10],
    [{ sort: "number", direction: "desc" }, 10],
    [{ sort: "portuId" }, 10],
    [{ sort: "holder", direction: "asc" }, 10],
    [{ sort: "createdAt", direction: "desc" }, 10],
    [{ queue: "toVerify" }, 2],
    [{ phase: "created" }, 7],
    [{ process: "paper" }, 1],
    [{ type: "renewal", sort: "createdAt" }, 2],
    [{ client: "AE2-C1" }, 1],
    [{ siren: "0542" }, 1],
    [{ holder: "FLEURY", sort: "number" }, 10],
    [{ createdFrom: "2026-03-29", createdTo: "2026-03-29" }, 2],
    [{ createdTo: "2026-04-02" }, 2],
    [{ holder: "%" }, 0],
  ];
  test.each(LISTS)("with %j is the list of every page, in its sort: %i orders", async (query, orders) => {
    expect(await expectSameAsList(internal, query)).toBe(orders);
  });

  test("does not depend on the page shown", async () => {
    const { rows } = await download(internal, `${URL_OF_EXPORT}?page=2&pageSize=3`);
    expect(rows).toHaveLength(10);
  });

  test("is a download that stays in no cache, with the day in its name", async () => {
    portal.clock.set(new Date("2026-05-11T22:30:00Z"));
    const operator = await signIn(portal, "SUPPORT");
    const { headers } = (await download(operator, URL_OF_EXPORT)).answer;
    portal.clock.release();
    expect(headers).toMatchObject({
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": 'attachment; filename="commandes-2026-05-12.xlsx"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
  });

  test("of a filter that makes no sense is refused as the list refuses it", async () => {
    expect((await internal.request("GET", `${URL_OF_EXPORT}?phase=x`)).status).toBe(400);
  });
});

describe("EXPORT-2 the cells", () => {
  test("are numbers, texts and dates; what looks like a formula or an escape is a text", async () => {
    const { rows, answer } = await download(internal, `${URL_OF_EXPORT}?number=${hostile}`);
    expect(rows).toEqual([
      [
        hostile,
        expect.any(Number),
        "005420120",
        HOSTILE.givenName,
        HOSTILE.familyName,
        HOSTILE.email,
        HOSTILE.mobile,
        HOSTILE.address.city,
        new Date("2026-03-29T01:59:59Z"),
        "Autorité AE1",
        "Nouvelle",
        "Démat",
        "Créé",
        "À vérifier",
      ],
    ]);
    expect(partsOf(answer.raw).get("xl/worksheets/sheet1.xml")).not.toMatch(/<f[ >]/);
  });
});

describe("ROLE-2 the export of somebody", () => {
  const PEOPLE: [
    role: Role,
    attached: { registrationAuthorities: string[]; clients?: string[] },
    orders: number,
  ][] = [
    ["RA_INTERNAL", { registrationAuthorities: [] }, 10],
    ["SUPPORT", { registrationAuthorities: [] }, 10],
    ["RA_EXTERNAL", { registrationAuthorities: ["AE2"] }, 2],
    ["AUDITOR", { registrationAuthorities: ["AE1"], clients: ["AE1-C2"] }, 1],
    ["AUDITOR", { registrationAuthorities: ["AE1", "AE2"] }, 10],
    ["RA_EXTERNAL", { registrationAuthorities: [] }, 0],
    ["AUDITOR", { registrationAuthorities: ["AE2"], clients: [] }, 0],
  ];
  test.each(PEOPLE)("%s attached to %j holds what their list holds", async (role, attached, orders) => {
    const operator = await signIn(portal, role, { ...attached, name: JSON.stringify(attached) });
    expect(await expectSameAsList(operator, {})).toBe(orders);
    expect(await expectSameAsList(operator, { sort: "number" })).toBe(orders);
    expect(await expectSameAsList(operator, { client: "AE1-C1" })).toBeLessThanOrEqual(orders);
  });
});

describe("ROLE-1 without the permission to export", () => {
  test("the export is refused, and nothing is journalled", async () => {
    const nobody = await signIn(portal, "AUDITOR", { name: "Sans rôle" });
    await portal.services.db
      .updateTable("session")
      .set({ roles: [] })
      .where("operator_id", "=", nobody.id)
      .execute();
    const before = await journalledExports(portal);
    const answer = await nobody.request("GET", URL_OF_EXPORT);
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(answer.headers["x-total-rows"]).toBeUndefined();
    expect(await journalledExports(portal)).toEqual(before);
  });

  test("who is not signed in gets nothing", async () => {
    expect((await portal.app.inject({ method: "GET", url: URL_OF_EXPORT })).statusCode).toBe(401);
  });
});

describe("HISTORY-2 the journal", () => {
  test("says who exported how many rows of which filter, and nothing more", async () => {
    const query = { holder: "fleury", type: "renewal", siren: "", sort: "number", direction: "desc" };
    await download(internal, `${URL_OF_EXPORT}?${new URLSearchParams(query)}`);
    expect((await journalledExports(portal)).at(-1)).toEqual({
      type: "listExported",
      list: "orders",
      rows: 2,
      filter: '{"holder":"fleury","type":"renewal"}',
      by: "Jean Bonbeurre",
    });
  });
});
