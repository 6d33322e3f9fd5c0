/** The verdicts of operators on pieces, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import {
  anOrder,
  createAuthority,
  createOrder,
  type Intake,
  judgePieces,
  TINY_PDF,
} from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  await createAuthority(portal, "AE2");
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
});
afterAll(() => portal.close());

const detailOf = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;
const launchOf = async (number: number) =>
  (await detailOf(number)).operations.find(
    ({ operation }: { operation: string }) => operation === "launchSignatureCollection",
  );

async function pieceOf(number: number, kind: string) {
  const { supportingDocuments } = await detailOf(number);
  return supportingDocuments.find((piece: { kind: string }) => piece.kind === kind);
}

async function judge(number: number, kind: string, verdict: object, by = operator) {
  const { id } = await pieceOf(number, kind);
  const { version } = await detailOf(number);
  return by.request("PUT", `/api/orders/${number}/supporting-documents/${id}/verdict`, { version, verdict });
}

const UNREADABLE = { outcome: "nonCompliant", reason: "unreadable", remark: "Photo floue." };

describe("DETAIL-4 the verdict on a piece", () => {
  test("HISTORY-1 stands on it with its author and reason, and in the history with what was there before", async () => {
    const number = await createOrder(intake, anOrder());
    await judge(number, "holderId", { outcome: "compliant" });
    const answer = await judge(number, "holderId", UNREADABLE);
    expect(answer.status).toBe(200);
    expect((await pieceOf(number, "holderId")).verdict).toMatchObject({
      ...UNREADABLE,
      judgedBy: "Jean Bonbeurre",
    });
    const [last] = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(last).toMatchObject({
      actorName: "Jean Bonbeurre",
      event: { type: "pieceJudged", kind: "holderId", from: "compliant", ...UNREADABLE },
    });
  });

  test("is given once: the same again leaves no second entry", async () => {
    const number = await createOrder(intake, anOrder());
    await judge(number, "holderId", UNREADABLE);
    await judge(number, "holderId", UNREADABLE);
    const entries = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(
      entries.filter(({ event }: { event: { type: string } }) => event.type === "pieceJudged"),
    ).toHaveLength(1);
  });

  test.each([
    ["no reason", { outcome: "nonCompliant" }],
    ["a reason that is none of its kind", { outcome: "nonCompliant", reason: "paymentInsufficient" }],
  ])("with %s is refused", async (_what, verdict) => {
    const number = await createOrder(intake, anOrder());
    expect((await judge(number, "holderId", verdict)).status).toBe(400);
    expect((await pieceOf(number, "holderId")).verdict).toBeNull();
  });

  test("DETAIL-8 of somebody who saw an older version is refused, and says who judged", async () => {
    const number = await createOrder(intake, anOrder());
    const { version } = await detailOf(number);
    await judge(number, "holderId", UNREADABLE);
    const { id } = await pieceOf(number, "holderId");
    const late = await signIn(portal, "SUPPORT", { name: "Alain Térieur" });
    const answer = await late.request("PUT", `/api/orders/${number}/supporting-documents/${id}/verdict`, {
      version,
      verdict: { outcome: "compliant" },
    });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: "conflict",
      changedBy: "Jean Bonbeurre",
      changedWhat: "pieceJudged",
    });
  });

  test("ROLE-1 ROLE-3 is not for who only reads, and outside the perimeter there is no piece", async () => {
    const number = await createOrder(intake, anOrder());
    const auditor = await signIn(portal, "AUDITOR");
    const stranger = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
    expect((await judge(number, "holderId", UNREADABLE, auditor)).status).toBe(403);
    expect((await judge(number, "holderId", UNREADABLE, stranger)).status).toBe(404);
  });
});

describe("FLOW-3 launching the signature collection", () => {
  test("waits for every mandatory piece to be found compliant, and says what it waits for", async () => {
    const number = await createOrder(intake, anOrder());
    expect((await launchOf(number)).reason).toBe("piecesNotJudged");
    await judge(number, "paymentProof", UNREADABLE);
    expect((await launchOf(number)).reason).toBe("piecesNotCompliant");
    await judgePieces(operator, number);
    expect((await launchOf(number)).reason).toBe("identityDocumentMissing");
  });

  test("after the subscriber came back: what changed is marked and to judge, the other verdicts are kept", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order);
    await judgePieces(operator, number);
    await judge(number, "holderId", UNREADABLE);
    const { version } = await detailOf(number);
    const declared = await operator.request("POST", `/api/orders/${number}/notifications`, {
      ...{ version, template: "holderId", text: "Bonjour", declareIncomplete: true },
    });
    expect(declared.body.status).toBe("incomplete");
    portal.clock.set(new Date(Date.now() + 3_600_000));
    const file = { file: TINY_PDF, headers: { "x-file-name": "nouvelle.pdf" } };
    await intake.call("PUT", `/orders/${order.portuId}/pieces/holderId`, file);
    await intake.call("POST", `/orders/${order.portuId}/submission`);
    portal.clock.release();

    const detail = await detailOf(number);
    expect(detail.status).toBe("toVerify");
    for (const { kind, isNew, verdict } of detail.supportingDocuments) {
      expect([kind, isNew, verdict?.outcome]).toEqual(
        kind === "holderId" ? [kind, true, undefined] : [kind, false, "compliant"],
      );
    }
    expect((await launchOf(number)).reason).toBe("piecesNotJudged");
  });
});
