/** What lies outside somebody's perimeter answers as if it did not exist, wherever it could show. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let portal: TestPortal;
let number: number;
let own: number;
let certificate: number;
let external: SignedInOperator;
let oneClient: SignedInOperator;
let attachedToNothing: SignedInOperator;
let internal: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  const first = await createAuthority(portal, "AE1");
  const second = await createAuthority(portal, "AE2");
  internal = await signIn(portal, "RA_INTERNAL");
  external = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
  oneClient = await signIn(portal, "AUDITOR", { registrationAuthorities: ["AE1"], clients: ["AE1-C2"] });
  attachedToNothing = await signIn(portal, "RA_EXTERNAL", { name: "Personne", registrationAuthorities: [] });
  number = await createOrder(first, anOrder({ client: "AE1-C1" }));
  await bringTo(portal, internal, number, "toDeliver");
  own = await createOrder(second, anOrder({ client: "AE2-C1" }));
  certificate = (await internal.request("GET", `/api/orders/${number}`)).body.certificateNumber;
});
afterAll(() => portal.close());

const outsiders = () => [external, oneClient, attachedToNothing];

describe("ROLE-2 ROLE-1 an order of another authority or client", () => {
  test("is found by nobody who guesses an address", async () => {
    const pieces = (await internal.request("GET", `/api/orders/${number}`)).body.supportingDocuments;
    const addresses = [
      `/api/orders/${number}`,
      `/api/orders/${number}/history`,
      `/api/orders/${number}/checks`,
      `/api/orders/${number}/supporting-documents/${pieces[0].id}/content`,
      `/api/orders/${number}/documents-to-sign/termsOfUse/content`,
      `/api/orders/${number}/documents-to-sign/termsOfUse/signature-report`,
      `/api/orders/${number}/notification-templates/free`,
      `/api/certificates/${certificate}`,
      `/api/certificates/${certificate}/content`,
    ];
    for (const address of addresses) {
      expect((await internal.request("GET", address)).status, address).toBe(200);
      for (const outsider of outsiders()) {
        const answer = await outsider.request("GET", address);
        const nothing = await outsider.request(
          "GET",
          address.replace(/(orders|certificates)\/\d+/, "$1/999999"),
        );
        expect(answer.status, address).toBe(404);
        // The very answer that a number nobody ever had gives.
        expect({ ...answer.body, requestId: "" }).toEqual({ ...nothing.body, requestId: "" });
      }
    }
  });

  test("cannot be acted upon: 404 even where the role alone would be refused", async () => {
    for (const outsider of outsiders()) {
      const answer = await outsider.request("POST", `/api/orders/${number}/delivery`, { version: 1 });
      expect(answer.status).toBe(404);
      const zone = { zone: "", entered: {} };
      const read = await outsider.request("POST", `/api/orders/${number}/machine-readable-zone`, zone);
      expect(read.status).toBe(404);
    }
  });

  test("shows in no list, count, drop-down or neighbourhood", async () => {
    const seen = async (operator: SignedInOperator) => ({
      orders: (await operator.request("GET", "/api/orders")).body.rows.map(
        (row: { number: number }) => row.number,
      ),
      total: (await operator.request("GET", "/api/orders")).body.total,
      queues: (await operator.request("GET", "/api/order-queues")).body.all,
      clients: (await operator.request("GET", "/api/clients")).body.map(
        (client: { code: string }) => client.code,
      ),
      certificates: (await operator.request("GET", "/api/certificates")).body.total,
      beside: (await operator.request("GET", `/api/orders/${number}/neighbours`)).body,
    });
    expect(await seen(external)).toEqual({
      orders: [own],
      total: 1,
      queues: 1,
      clients: ["AE2-C1"],
      certificates: 0,
      beside: { previous: null, next: null },
    });
    const nothing = { orders: [], total: 0, queues: 0, clients: [], certificates: 0 };
    expect(await seen(oneClient)).toMatchObject(nothing);
    expect(await seen(attachedToNothing)).toMatchObject(nothing);
    expect(await seen(internal)).toMatchObject({ total: 2, queues: 2, certificates: 1 });
  });
});

describe("ROLE-3 an auditor", () => {
  test("may send a notification but not declare the order incomplete", async () => {
    const auditor = await signIn(portal, "AUDITOR", { registrationAuthorities: ["AE2"] });
    const url = `/api/orders/${own}`;
    const { version } = (await auditor.request("GET", url)).body;
    const message = { version, template: "holderId", text: "Bonjour" };
    const refused = await auditor.request("POST", `${url}/notifications`, {
      ...message,
      declareIncomplete: true,
    });
    expect(refused.status).toBe(403);
    const sent = await auditor.request("POST", `${url}/notifications`, {
      ...message,
      declareIncomplete: false,
    });
    expect(sent.status).toBe(200);
    expect(sent.body.status).toBe("toVerify");
  });
});
