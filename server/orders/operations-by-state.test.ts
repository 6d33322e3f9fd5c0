/**
 * Every operator operation, on an order in every status of both processes, asked for by every role: allowed, or refused
 * with its reason, over HTTP on a real database. What is refused changes nothing.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "../../domain/access/permissions.ts";
import { ORDER_STATUSES, type OrderProcess, type OrderStatus } from "../../domain/order/order.ts";
import { OPERATOR_OPERATIONS, type OperatorOperation } from "../../domain/order/order-policy.ts";
import { type Answer, type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

type Expected = Record<OperatorOperation, "ok" | string>;

const digital = (change: Partial<Expected>): Expected => ({
  modifyInformation: "lockedAfterValidation",
  setIdentityDocument: "lockedAfterValidation",
  judgePiece: "lockedAfterValidation",
  addAttachment: "ok",
  comment: "ok",
  notify: "ok",
  resendNotification: "ok",
  declareIncomplete: "notInThisStatus",
  launchSignatureCollection: "notInThisStatus",
  cancelSignatureCollection: "notInThisStatus",
  remindSignatories: "notInThisStatus",
  validateSignatures: "notInThisStatus",
  validatePaperOrder: "notForDigital",
  retryIssuance: "notInThisStatus",
  generateHandoverReport: "notInThisStatus",
  deliver: "notInThisStatus",
  cancel: "ok",
  ...change,
});

const over = (reason: "orderClosed" | "orderCancelled"): Partial<Expected> => ({
  modifyInformation: reason,
  setIdentityDocument: reason,
  judgePiece: reason,
  declareIncomplete: reason,
  launchSignatureCollection: reason,
  cancelSignatureCollection: reason,
  remindSignatories: reason,
  validateSignatures: reason,
  retryIssuance: reason,
  generateHandoverReport: reason,
  deliver: reason,
});

/** What an operator with every permission meets on a digital order. */
const DIGITAL: Record<OrderStatus, Expected> = {
  incomplete: digital({ modifyInformation: "ok", setIdentityDocument: "ok", judgePiece: "ok" }),
  // No piece was judged yet: that is what launching waits for.
  toVerify: digital({
    modifyInformation: "ok",
    setIdentityDocument: "ok",
    judgePiece: "ok",
    declareIncomplete: "ok",
    launchSignatureCollection: "piecesNotJudged",
  }),
  signing: digital({
    modifyInformation: "lockedByCollection",
    setIdentityDocument: "lockedByCollection",
    judgePiece: "lockedByCollection",
    launchSignatureCollection: "collectionStillOpen",
    cancelSignatureCollection: "ok",
    remindSignatories: "ok",
  }),
  toValidate: digital({ validateSignatures: "ok" }),
  toGenerate: digital({ retryIssuance: "issuanceNotFailed" }),
  toDeliver: digital({ generateHandoverReport: "ok", deliver: "ok", cancel: "certificateGenerated" }),
  delivered: digital({ ...over("orderClosed"), cancel: "certificateGenerated" }),
  cancelled: digital({
    ...over("orderCancelled"),
    addAttachment: "orderCancelled",
    cancel: "orderCancelled",
  }),
};

const paper = (expected: Expected, change: Partial<Expected>): Expected => ({
  ...expected,
  notify: "notForPaper",
  resendNotification: "notForPaper",
  declareIncomplete: "notForPaper",
  launchSignatureCollection: "notForPaper",
  cancelSignatureCollection: "notForPaper",
  remindSignatories: "notForPaper",
  validateSignatures: "notForPaper",
  ...change,
});

/** The statuses that a paper order can have. */
const PAPER: Partial<Record<OrderStatus, Expected>> = {
  incomplete: paper(DIGITAL.incomplete, { validatePaperOrder: "identityDocumentMissing" }),
  toGenerate: paper(DIGITAL.toGenerate, { validatePaperOrder: "notInThisStatus" }),
  toDeliver: paper(DIGITAL.toDeliver, { validatePaperOrder: "notInThisStatus" }),
  delivered: paper(DIGITAL.delivered, { validatePaperOrder: "orderClosed" }),
  cancelled: paper(DIGITAL.cancelled, { validatePaperOrder: "orderCancelled" }),
};

const FORBIDDEN: Record<Role, readonly OperatorOperation[]> = {
  RA_INTERNAL: [],
  RA_EXTERNAL: ["cancel"],
  AUDITOR: OPERATOR_OPERATIONS.filter((operation) => !["notify", "resendNotification"].includes(operation)),
  SUPPORT: [],
};

const cases = [
  ...ORDER_STATUSES.map((status) => ({
    process: "digital" as OrderProcess,
    status,
    expected: DIGITAL[status],
  })),
  ...ORDER_STATUSES.flatMap((status) => {
    const expected = PAPER[status];
    return expected ? [{ process: "paper" as OrderProcess, status, expected }] : [];
  }),
];

let portal: TestPortal;
let intake: Intake;
let worker: SignedInOperator;
const operators = new Map<Role, SignedInOperator>();

beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  worker = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  for (const role of ROLES) operators.set(role, await signIn(portal, role));
});
afterAll(() => portal.close());

describe.each(cases)("FLOW-3 ROLE-1 a $process order that is $status", ({ process, status, expected }) => {
  let number: number;
  beforeAll(async () => {
    number = await orderIn(process, status);
  });

  test.each(ROLES)("shows %s what may be done now, and why the rest may not", async (role) => {
    const detail = await operatorWith(role).request("GET", `/api/orders/${number}`);
    expect(detail.body.status).toBe(status);
    const shown = Object.fromEntries(
      detail.body.operations.map((shown: { operation: string; allowed: boolean; reason?: string }) => [
        shown.operation,
        shown.allowed ? "ok" : shown.reason,
      ]),
    );
    expect(shown).toEqual(forRole(expected, role));
  });

  test.each(ROLES)("refuses %s every other operation with its reason, and nothing changes", async (role) => {
    const before = await worker.request("GET", `/api/orders/${number}/history`);
    for (const [operation, outcome] of Object.entries(forRole(expected, role))) {
      if (outcome === "ok") continue;
      const answer = await attempt(operatorWith(role), number, operation as OperatorOperation);
      if (outcome === "forbidden") expect([operation, answer.status]).toEqual([operation, 403]);
      else {
        expect([operation, answer.status, answer.body.reason]).toEqual([operation, 409, outcome]);
        expect(answer.body.orderStatus).toBe(status);
      }
    }
    const after = await worker.request("GET", `/api/orders/${number}/history`);
    expect(after.body).toEqual(before.body);
  });
});

function operatorWith(role: Role): SignedInOperator {
  const operator = operators.get(role);
  if (!operator) throw new Error(role);
  return operator;
}

function forRole(expected: Expected, role: Role): Record<string, string> {
  const forbidden = FORBIDDEN[role];
  return Object.fromEntries(
    OPERATOR_OPERATIONS.map((operation) => [
      operation,
      forbidden.includes(operation) ? "forbidden" : expected[operation],
    ]),
  );
}

async function orderIn(process: OrderProcess, status: OrderStatus): Promise<number> {
  const number = await createOrder(
    intake,
    anOrder({ process }),
    status === "incomplete" ? "created" : "submitted",
  );
  if (status === "incomplete") return number;
  if (process === "digital" || status === "cancelled") {
    await bringTo(portal, worker, number, status);
    return number;
  }
  const url = `/api/orders/${number}`;
  const version = async () => (await worker.request("GET", url)).body.version as number;
  const identityDocument = { type: "passport", number: "12AB34567" };
  await worker.request("PUT", `${url}/identity-document`, { version: await version(), identityDocument });
  await worker.request("POST", `${url}/paper-validation`, { version: await version() });
  if (status === "toGenerate") return number;
  await portal.runJobs();
  if (status === "delivered") await worker.request("POST", `${url}/delivery`, { version: await version() });
  return number;
}

/** Asks for the operation as its screen does, with nothing wrong but the state or the role. */
async function attempt(
  operator: SignedInOperator,
  number: number,
  operation: OperatorOperation,
): Promise<Answer> {
  const url = `/api/orders/${number}`;
  const detail = (await operator.request("GET", url)).body;
  const { version } = detail;
  const text = "Bonjour";
  switch (operation) {
    case "modifyInformation":
      return operator.request("PUT", `${url}/information`, { version, information: detail.information });
    case "setIdentityDocument":
      return operator.request("PUT", `${url}/identity-document`, {
        version,
        identityDocument: { type: "passport", number: "12AB34567" },
      });
    case "judgePiece":
      return operator.request(
        "PUT",
        `${url}/supporting-documents/${detail.supportingDocuments[0]?.id ?? 1}/verdict`,
        {
          version,
          verdict: { outcome: "compliant" },
        },
      );
    case "addAttachment":
      return operator.upload(`${url}/attachments`, "scan.pdf", Buffer.from("%PDF-1.4\n%%EOF\n"));
    case "comment":
      return operator.request("POST", `${url}/comments`, { text });
    case "notify":
    case "declareIncomplete":
      return operator.request("POST", `${url}/notifications`, {
        version,
        template: "free",
        text,
        declareIncomplete: operation === "declareIncomplete",
      });
    case "resendNotification":
      return operator.request("POST", `${url}/notifications/${randomUUID()}/resend`);
    case "launchSignatureCollection":
      return operator.request("POST", `${url}/signature-collection`, { version });
    case "cancelSignatureCollection":
      return operator.request("DELETE", `${url}/signature-collection`, { version });
    case "remindSignatories":
      return operator.request("POST", `${url}/signature-collection/reminder`, { version });
    case "validateSignatures":
      return operator.request("POST", `${url}/documents-to-sign/termsOfUse/validation`, { version });
    case "validatePaperOrder":
      return operator.request("POST", `${url}/paper-validation`, { version });
    case "retryIssuance":
      return operator.request("POST", `${url}/issuance`, { version });
    case "generateHandoverReport":
      return operator.request("POST", `${url}/handover-report`, { version });
    case "deliver":
      return operator.request("POST", `${url}/delivery`, { version });
    case "cancel":
      return operator.request("POST", `${url}/cancellation`, { version, typedNumber: String(number) });
  }
}
