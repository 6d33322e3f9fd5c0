/** Files on their way out: the hand-over report, the pieces and what a browser may do with them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import {
  anOrder,
  bringTo,
  createAuthority,
  createOrder,
  type Intake,
  TINY_PDF,
} from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { sha256 } from "../platform/secrets.ts";
import { requestedRange } from "./send-file.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_EXTERNAL", { name: "Claire Voyante" });
});
afterAll(() => portal.close());

const detail = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;
const history = async (number: number) =>
  (await operator.request("GET", `/api/orders/${number}/history`)).body.map(
    (entry: { event: object }) => entry.event,
  );

async function paperOrderToDeliver(): Promise<number> {
  const number = await createOrder(intake, anOrder({ process: "paper", medium: "token" }), "created");
  const url = `/api/orders/${number}`;
  const identityDocument = { type: "passport", number: "12AB34567" };
  await operator.request("PUT", `${url}/identity-document`, { version: 1, identityDocument });
  await operator.request("POST", `${url}/paper-validation`, { version: (await detail(number)).version });
  await portal.runJobs();
  return number;
}

describe("FLOW-8 the hand-over report", () => {
  test.each(["digital", "paper"])(
    "of a %s order is a PDF, and the history keeps its hash",
    async (process) => {
      let number: number;
      if (process === "paper") number = await paperOrderToDeliver();
      else {
        number = await createOrder(intake, anOrder());
        await bringTo(portal, operator, number, "toDeliver");
      }
      const { version } = await detail(number);
      const answer = await operator.request("POST", `/api/orders/${number}/handover-report`, { version });
      expect(answer.status).toBe(200);
      expect(answer.raw.subarray(0, 5).toString()).toBe("%PDF-");
      expect(answer.headers["content-disposition"]).toContain(`PV-de-remise-${number}.pdf`);
      expect((await history(number))[0]).toEqual({
        type: "handoverReportGenerated",
        sha256: sha256(answer.raw),
      });
    },
  );
});

describe("HISTORY-2 opening a piece", () => {
  test("is journalled for an identity document, and not for others", async () => {
    const number = await createOrder(intake, anOrder());
    const pieces = (await detail(number)).supportingDocuments as { id: number; kind: string }[];
    const before = (await history(number)).length;
    for (const { id } of pieces) {
      const answer = await operator.request(
        "GET",
        `/api/orders/${number}/supporting-documents/${id}/content`,
      );
      expect(answer.raw).toEqual(TINY_PDF);
    }
    const added = (await history(number)).slice(0, -before);
    expect(added.map((event: { type: string; kind: string }) => [event.type, event.kind]).sort()).toEqual([
      ["identityDocumentRead", "certificationAgentId"],
      ["identityDocumentRead", "holderId"],
      ["identityDocumentRead", "legalRepresentativeId"],
    ]);
  });

  test("DETAIL-4 sends it as what it is: no sniffing, no script, no cache", async () => {
    const number = await createOrder(intake, anOrder());
    const [piece] = (await detail(number)).supportingDocuments;
    const answer = await operator.request(
      "GET",
      `/api/orders/${number}/supporting-documents/${piece.id}/content`,
    );
    expect(answer.headers).toMatchObject({
      "content-type": "application/pdf",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
    });
  });

  test.each([
    ["bytes=0-3", { start: 0, end: 3 }],
    ["bytes=4-", { start: 4, end: 9 }],
    ["bytes=-2", { start: 8, end: 9 }],
    ["bytes=5-99", { start: 5, end: 9 }],
    ["bytes=9-3", undefined],
    ["bytes=10-", undefined],
    ["bytes=0-1,4-5", undefined],
    ["lines=1-2", undefined],
    [undefined, undefined],
  ])("DETAIL-4 the range %s of ten bytes", (header, expected) => {
    expect(requestedRange(header, 10)).toEqual(expected);
  });
});

describe("CONTACT-1 the contact page", () => {
  test("says what the configuration says", async () => {
    const answer = await operator.request("GET", "/api/contact");
    expect(answer.body).toEqual(portal.services.config.contact);
    expect(answer.body.email).toContain("@");
  });
});

describe("DETAIL-3 an order", () => {
  test("shows everything that the subscriber entered, as it was entered", async () => {
    const order = anOrder({ type: "renewal", medium: "token" });
    order.information.cnbfNumber = "94371";
    order.information.barNumber = "K0087";
    const number = await createOrder(intake, order, "created");
    expect(await detail(number)).toMatchObject({
      portuId: order.portuId,
      type: "renewal",
      medium: "token",
      information: order.information,
      subscriber: order.subscriber,
      client: { code: "AE1-C1" },
      registrationAuthority: { code: "AE1" },
    });
  });
});
