/** Role × operation, from the table of ROLE, written out by hand. */
import { describe, expect, test } from "vitest";
import { ROLES, type Role } from "../access/permissions.ts";
import { ORDER_OPERATIONS, type OrderOperation, type OrderState } from "./lifecycle.ts";
import {
  mayPerform,
  OPERATOR_OPERATIONS,
  type OperatorOperation,
  operationsFor,
  SUBSCRIBER_OPERATIONS,
  SYSTEM_OPERATIONS,
} from "./order-policy.ts";

type Allowed = Record<Role, boolean>;
const allowed = (words: string): Allowed => {
  const [RA_INTERNAL, RA_EXTERNAL, AUDITOR, SUPPORT] = words.split(/\s+/).map((word) => word === "yes");
  return { RA_INTERNAL: !!RA_INTERNAL, RA_EXTERNAL: !!RA_EXTERNAL, AUDITOR: !!AUDITOR, SUPPORT: !!SUPPORT };
};

// biome-ignore format: a table is read in columns
const TABLE: Record<OperatorOperation, Allowed> = {
  //                                 INTERNAL EXTERNAL AUDITOR SUPPORT
  modifyInformation:         allowed("yes     yes      –       yes"),
  setIdentityDocument:       allowed("yes     yes      –       yes"),
  judgePiece:                allowed("yes     yes      –       yes"),
  addAttachment:             allowed("yes     yes      –       yes"),
  comment:                   allowed("yes     yes      –       yes"),
  notify:                    allowed("yes     yes      yes     yes"),
  resendNotification:        allowed("yes     yes      yes     yes"),
  declareIncomplete:         allowed("yes     yes      –       yes"),
  launchSignatureCollection: allowed("yes     yes      –       yes"),
  cancelSignatureCollection: allowed("yes     yes      –       yes"),
  remindSignatories:         allowed("yes     yes      –       yes"),
  validateSignatures:        allowed("yes     yes      –       yes"),
  validatePaperOrder:        allowed("yes     yes      –       yes"),
  retryIssuance:             allowed("yes     yes      –       yes"),
  generateHandoverReport:    allowed("yes     yes      –       yes"),
  deliver:                   allowed("yes     yes      –       yes"),
  cancel:                    allowed("yes     –        –       yes"),
};

const operator = (...roles: Role[]) => ({ kind: "operator" as const, roles });
const all = (actor: Parameters<typeof mayPerform>[0]): OrderOperation[] =>
  ORDER_OPERATIONS.filter((operation) => mayPerform(actor, operation));

const toVerify: OrderState = {
  process: "digital",
  status: "toVerify",
  missingPieces: false,
  verdicts: "compliant",
  identityDocumentEntered: true,
  collection: "none",
  issuance: "none",
  documentsToValidate: [],
};

describe("ROLE-1 what each role may do", () => {
  const cells = OPERATOR_OPERATIONS.flatMap((operation) =>
    ROLES.map((role) => ({ role, operation, may: TABLE[operation][role] })),
  );
  test.each(cells)("$role, $operation: $may", ({ role, operation, may }) => {
    expect(mayPerform(operator(role), operation)).toBe(may);
  });

  test("every operation belongs to exactly one kind of actor", () => {
    const owned = [...OPERATOR_OPERATIONS, ...SUBSCRIBER_OPERATIONS, ...SYSTEM_OPERATIONS];
    expect(owned.toSorted()).toEqual([...ORDER_OPERATIONS].toSorted());
  });

  test("whoever has no role may do nothing", () => {
    expect(all(operator())).toEqual([]);
    expect(all({ kind: "operator" })).toEqual([]);
  });
});

test("ROLE-3 AUDITOR may send a notification, and nothing that changes the order", () => {
  expect(all(operator("AUDITOR"))).toEqual(["notify", "resendNotification"]);
});

test("ROLE-4 several roles give the union of what each allows", () => {
  for (const first of ROLES)
    for (const second of ROLES) {
      const both = OPERATOR_OPERATIONS.filter((it) => TABLE[it][first] || TABLE[it][second]);
      expect(all(operator(first, second))).toEqual(both);
    }
});

test("FLOW-5 neither the portal itself nor an order portal validates signatures or a paper order", () => {
  expect(all({ kind: "system" })).toEqual([
    "recordCollectionProgress",
    "recordCollectionCompleted",
    "recordCollectionEnded",
    "recordCertificate",
    "recordIssuanceRejected",
  ]);
  expect(all({ kind: "subscriber" })).toEqual(["uploadPiece", "submit"]);
});

test("FLOW-5 roles given to an actor who is no operator grant nothing", () => {
  expect(mayPerform({ kind: "system", roles: ["SUPPORT"] }, "validateSignatures")).toBe(false);
  expect(mayPerform({ kind: "subscriber", roles: ["SUPPORT"] }, "validateSignatures")).toBe(false);
});

describe("ROLE-5 what an operator is offered", () => {
  const offered = (roles: Role[], operation: OperatorOperation, state = toVerify) =>
    operationsFor(roles, state).find((candidate) => candidate.operation === operation);

  test("each operation once, in the order of the list", () => {
    const operations = operationsFor(["SUPPORT"], toVerify).map((candidate) => candidate.operation);
    expect(operations).toEqual([...OPERATOR_OPERATIONS]);
  });

  test("what the role does not allow is forbidden, whatever the state", () => {
    expect(offered(["RA_EXTERNAL"], "cancel")).toEqual({
      operation: "cancel",
      allowed: false,
      reason: "forbidden",
    });
    expect(offered(["AUDITOR"], "deliver")).toEqual({
      operation: "deliver",
      allowed: false,
      reason: "forbidden",
    });
  });

  test("what the role allows but the state does not carries the state's reason", () => {
    const operation = "launchSignatureCollection";
    const missing = { ...toVerify, missingPieces: true };
    expect(offered(["RA_EXTERNAL"], operation)).toEqual({ operation, allowed: true });
    expect(offered(["RA_EXTERNAL"], operation, missing)).toEqual({
      operation,
      allowed: false,
      reason: "missingPieces",
    });
  });
});
