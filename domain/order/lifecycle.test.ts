/**
 * The state machine as one table, written by hand from the requirements: operation × status × standing, and what comes of
 * it: the next status (`stays`, `→ status`) or the reason of the refusal. The last test shows that nothing is left out.
 */
import { describe, expect, test } from "vitest";
import type { DocumentToSignKind } from "./document-to-sign.ts";
import {
  type Decision,
  decide,
  ORDER_OPERATIONS,
  type OrderOperation,
  type OrderState,
  phaseOf,
} from "./lifecycle.ts";
import { ORDER_STATUSES, type OrderStatus } from "./order.ts";
import { STATES } from "./test-states.ts";

const TABLE = `
operation                 | process | status                             | standing              | outcome
modifyInformation         | any     | incomplete toVerify                | any                   | stays
modifyInformation         | digital | signing                            | any                   | lockedByCollection
modifyInformation         | any     | toValidate toGenerate toDeliver    | any                   | lockedAfterValidation
modifyInformation         | any     | delivered                          | any                   | orderClosed
modifyInformation         | any     | cancelled                          | any                   | orderCancelled
setIdentityDocument       | any     | incomplete toVerify                | any                   | stays
setIdentityDocument       | digital | signing                            | any                   | lockedByCollection
setIdentityDocument       | any     | toValidate toGenerate toDeliver    | any                   | lockedAfterValidation
setIdentityDocument       | any     | delivered                          | any                   | orderClosed
setIdentityDocument       | any     | cancelled                          | any                   | orderCancelled
judgePiece                | any     | incomplete toVerify                | any                   | stays
judgePiece                | digital | signing                            | any                   | lockedByCollection
judgePiece                | any     | toValidate toGenerate toDeliver    | any                   | lockedAfterValidation
judgePiece                | any     | delivered                          | any                   | orderClosed
judgePiece                | any     | cancelled                          | any                   | orderCancelled
uploadPiece               | any     | incomplete toVerify                | any                   | stays
uploadPiece               | digital | signing                            | any                   | lockedByCollection
uploadPiece               | any     | toValidate toGenerate toDeliver    | any                   | lockedAfterValidation
uploadPiece               | any     | delivered                          | any                   | orderClosed
uploadPiece               | any     | cancelled                          | any                   | orderCancelled
addAttachment             | any     | any but cancelled                  | any                   | stays
addAttachment             | any     | cancelled                          | any                   | orderCancelled
comment                   | any     | any                                | any                   | stays
notify                    | digital | any                                | any                   | stays
notify                    | paper   | any                                | any                   | notForPaper
resendNotification        | digital | any                                | any                   | stays
resendNotification        | paper   | any                                | any                   | notForPaper
declareIncomplete         | digital | toVerify                           | any                   | → incomplete
declareIncomplete         | digital | any but toVerify and over          | any                   | notInThisStatus
declareIncomplete         | digital | delivered                          | any                   | orderClosed
declareIncomplete         | digital | cancelled                          | any                   | orderCancelled
declareIncomplete         | paper   | any                                | any                   | notForPaper
submit                    | digital | incomplete                         | pieces missing        | missingPieces
submit                    | digital | incomplete                         | pieces present        | → toVerify
submit                    | digital | any but incomplete and over        | any                   | notInThisStatus
submit                    | digital | delivered                          | any                   | orderClosed
submit                    | digital | cancelled                          | any                   | orderCancelled
submit                    | paper   | any                                | any                   | notForPaper
launchSignatureCollection | digital | toVerify                           | pieces missing        | missingPieces
launchSignatureCollection | digital | toVerify                           | pieces present, non-compliant | piecesNotCompliant
launchSignatureCollection | digital | toVerify                           | pieces present, not judged    | piecesNotJudged
launchSignatureCollection | digital | toVerify                           | only identity missing | identityDocumentMissing
launchSignatureCollection | digital | toVerify                           | verified              | → signing
launchSignatureCollection | digital | signing                            | collection not ended  | collectionStillOpen
launchSignatureCollection | digital | signing                            | stopped, pieces missing        | missingPieces
launchSignatureCollection | digital | signing                            | stopped, pieces present, non-compliant | piecesNotCompliant
launchSignatureCollection | digital | signing                            | stopped, pieces present, not judged | piecesNotJudged
launchSignatureCollection | digital | signing                            | stopped, only identity missing | identityDocumentMissing
launchSignatureCollection | digital | signing                            | stopped, verified     | stays
launchSignatureCollection | digital | incomplete toValidate toGenerate toDeliver | any           | notInThisStatus
launchSignatureCollection | digital | delivered                          | any                   | orderClosed
launchSignatureCollection | digital | cancelled                          | any                   | orderCancelled
launchSignatureCollection | paper   | any                                | any                   | notForPaper
cancelSignatureCollection | digital | signing                            | any                   | → toVerify
cancelSignatureCollection | digital | any but signing and over           | any                   | notInThisStatus
cancelSignatureCollection | digital | delivered                          | any                   | orderClosed
cancelSignatureCollection | digital | cancelled                          | any                   | orderCancelled
cancelSignatureCollection | paper   | any                                | any                   | notForPaper
remindSignatories         | digital | signing                            | collection open       | stays
remindSignatories         | digital | signing                            | collection not open   | noCollectionToRemind
remindSignatories         | digital | any but signing and over           | any                   | notInThisStatus
remindSignatories         | digital | delivered                          | any                   | orderClosed
remindSignatories         | digital | cancelled                          | any                   | orderCancelled
remindSignatories         | paper   | any                                | any                   | notForPaper
recordCollectionCompleted | digital | signing                            | any                   | → toValidate
recordCollectionCompleted | digital | any but signing and over           | any                   | notInThisStatus
recordCollectionCompleted | digital | delivered                          | any                   | orderClosed
recordCollectionCompleted | digital | cancelled                          | any                   | orderCancelled
recordCollectionCompleted | paper   | any                                | any                   | notForPaper
recordCollectionProgress  | digital | signing                            | any                   | stays
recordCollectionProgress  | digital | any but signing and over           | any                   | notInThisStatus
recordCollectionProgress  | digital | delivered                          | any                   | orderClosed
recordCollectionProgress  | digital | cancelled                          | any                   | orderCancelled
recordCollectionProgress  | paper   | any                                | any                   | notForPaper
recordCollectionEnded     | digital | signing                            | any                   | stays
recordCollectionEnded     | digital | any but signing and over           | any                   | notInThisStatus
recordCollectionEnded     | digital | delivered                          | any                   | orderClosed
recordCollectionEnded     | digital | cancelled                          | any                   | orderCancelled
recordCollectionEnded     | paper   | any                                | any                   | notForPaper
validateSignatures        | digital | toValidate                         | several to validate   | stays
validateSignatures        | digital | toValidate                         | last to validate      | → toGenerate
validateSignatures        | digital | any but toValidate and over        | any                   | notInThisStatus
validateSignatures        | digital | delivered                          | any                   | orderClosed
validateSignatures        | digital | cancelled                          | any                   | orderCancelled
validateSignatures        | paper   | any                                | any                   | notForPaper
validatePaperOrder        | digital | any                                | any                   | notForDigital
validatePaperOrder        | paper   | incomplete                         | identity missing      | identityDocumentMissing
validatePaperOrder        | paper   | incomplete                         | identity entered      | → toGenerate
validatePaperOrder        | paper   | toGenerate toDeliver               | any                   | notInThisStatus
validatePaperOrder        | paper   | delivered                          | any                   | orderClosed
validatePaperOrder        | paper   | cancelled                          | any                   | orderCancelled
retryIssuance             | any     | toGenerate                         | issuance failed       | stays
retryIssuance             | any     | toGenerate                         | issuance not failed   | issuanceNotFailed
retryIssuance             | any     | any but toGenerate and over        | any                   | notInThisStatus
retryIssuance             | any     | delivered                          | any                   | orderClosed
retryIssuance             | any     | cancelled                          | any                   | orderCancelled
recordCertificate         | any     | toGenerate                         | any                   | → toDeliver
recordCertificate         | any     | any but toGenerate and over        | any                   | notInThisStatus
recordCertificate         | any     | delivered                          | any                   | orderClosed
recordCertificate         | any     | cancelled                          | any                   | orderCancelled
recordIssuanceRejected    | any     | toGenerate                         | any                   | stays
recordIssuanceRejected    | any     | any but toGenerate and over        | any                   | notInThisStatus
recordIssuanceRejected    | any     | delivered                          | any                   | orderClosed
recordIssuanceRejected    | any     | cancelled                          | any                   | orderCancelled
generateHandoverReport    | any     | toDeliver                          | any                   | stays
generateHandoverReport    | any     | any but toDeliver and over         | any                   | notInThisStatus
generateHandoverReport    | any     | delivered                          | any                   | orderClosed
generateHandoverReport    | any     | cancelled                          | any                   | orderCancelled
deliver                   | any     | toDeliver                          | any                   | → delivered
deliver                   | any     | any but toDeliver and over         | any                   | notInThisStatus
deliver                   | any     | delivered                          | any                   | orderClosed
deliver                   | any     | cancelled                          | any                   | orderCancelled
cancel                    | any     | incomplete toVerify signing toValidate toGenerate | issuance not under way | → cancelled
cancel                    | any     | incomplete toVerify signing toValidate toGenerate | issuance under way | issuanceUnderWay
cancel                    | any     | toDeliver delivered                | any                   | certificateGenerated
cancel                    | any     | cancelled                          | any                   | orderCancelled
`;

/** What the words of the column `standing` mean. */
const STANDINGS: Record<string, (state: OrderState) => boolean> = {
  any: () => true,
  "pieces missing": (state) => state.missingPieces,
  "pieces present": (state) => !state.missingPieces,
  "identity missing": (state) => !state.identityDocumentEntered,
  "identity entered": (state) => state.identityDocumentEntered,
  "non-compliant": (state) => state.verdicts === "nonCompliant",
  "not judged": (state) => state.verdicts === "notJudged",
  "only identity missing": (state) =>
    !state.missingPieces && state.verdicts === "compliant" && !state.identityDocumentEntered,
  verified: (state) =>
    !state.missingPieces && state.verdicts === "compliant" && state.identityDocumentEntered,
  stopped: (state) => state.collection === "stopped",
  "collection not ended": (state) => state.collection !== "stopped",
  "collection open": (state) => state.collection === "open",
  "collection not open": (state) => state.collection !== "open",
  "several to validate": (state) => state.documentsToValidate.length > 1,
  "last to validate": (state) => state.documentsToValidate.length <= 1,
  "issuance failed": (state) => state.issuance === "failed",
  "issuance not failed": (state) => state.issuance !== "failed",
  "issuance under way": (state) => state.issuance === "underWay",
  "issuance not under way": (state) => state.issuance !== "underWay",
};

type Line = {
  operation: string;
  process: string;
  statuses: OrderStatus[];
  standing: string;
  outcome: string;
};

const LINES: Line[] = TABLE.trim().split("\n").slice(1).map(readLine);

function readLine(text: string): Line {
  const [operation = "", process = "", statuses = "", standing = "", outcome = ""] = text
    .split("|")
    .map((cell) => cell.trim());
  return { operation, process, statuses: readStatuses(statuses), standing, outcome };
}

/** `over` stands for delivered and cancelled. */
function readStatuses(words: string): OrderStatus[] {
  const named = words.split(/\s+/).flatMap((word) => (word === "over" ? ["delivered", "cancelled"] : [word]));
  const excluding = named[0] === "any";
  return ORDER_STATUSES.filter((status) => named.includes(status) !== excluding);
}

function covers(line: Line, operation: OrderOperation, state: OrderState): boolean {
  return (
    line.operation === operation &&
    (line.process === "any" || line.process === state.process) &&
    line.statuses.includes(state.status) &&
    line.standing.split(", ").every((word) => STANDINGS[word]?.(state))
  );
}

function wordsOf(decision: Decision, from: OrderStatus): string {
  if (!decision.allowed) return decision.reason;
  return decision.next === from ? "stays" : `→ ${decision.next}`;
}

describe("FLOW-3 an operation leads to the status of the table, or is refused with its reason", () => {
  test.each(LINES)("$operation, $process, $statuses, $standing: $outcome", (line) => {
    const operation = ORDER_OPERATIONS.find((known) => known === line.operation);
    if (!operation) throw new Error(`unknown operation ${line.operation}`);
    const states = STATES.filter((state) => covers(line, operation, state));
    const outcomes = new Set(states.map((state) => wordsOf(decide(state, operation), state.status)));
    expect([...outcomes]).toEqual([line.outcome]);
  });

  test("every operation in every state is in exactly one line of the table", () => {
    const counts = ORDER_OPERATIONS.flatMap((operation) =>
      STATES.map((state) => ({
        operation,
        state,
        lines: LINES.filter((line) => covers(line, operation, state)).length,
      })),
    );
    expect(counts.filter(({ lines }) => lines !== 1)).toEqual([]);
  });

  test("a word of the column standing that means nothing is a mistake in the table", () => {
    const words = LINES.flatMap((line) => line.standing.split(", "));
    expect(words.filter((word) => !Object.hasOwn(STANDINGS, word))).toEqual([]);
  });
});

const state = (over: Partial<OrderState>): OrderState => ({
  process: "digital",
  status: "incomplete",
  missingPieces: false,
  verdicts: "compliant",
  identityDocumentEntered: true,
  collection: "none",
  issuance: "none",
  documentsToValidate: [],
  ...over,
});

test("FLOW-4 cancelling the collection unlocks the information", () => {
  const signing = state({ status: "signing", collection: "open" });
  expect(decide(signing, "modifyInformation")).toEqual({ allowed: false, reason: "lockedByCollection" });
  expect(decide(signing, "cancelSignatureCollection")).toEqual({ allowed: true, next: "toVerify" });
  const again = state({ status: "toVerify", collection: "cancelled" });
  expect(decide(again, "modifyInformation")).toEqual({ allowed: true, next: "toVerify" });
  expect(decide(again, "launchSignatureCollection")).toEqual({ allowed: true, next: "signing" });
});

describe("FLOW-5 validating the signatures of one document", () => {
  const left = (...documentsToValidate: DocumentToSignKind[]) =>
    state({ status: "toValidate", collection: "completed", documentsToValidate });

  test("is refused when it was validated already, whatever is left", () => {
    const refused = { allowed: false, reason: "alreadyValidated" };
    expect(decide(left("subscriptionContract"), "validateSignatures", "termsOfUse")).toEqual(refused);
    expect(decide(left(), "validateSignatures", "termsOfUse")).toEqual(refused);
  });

  test("sends the order on when it is the last one, and only then", () => {
    const two = left("termsOfUse", "subscriptionContract");
    expect(decide(two, "validateSignatures", "termsOfUse")).toEqual({ allowed: true, next: "toValidate" });
    const one = left("termsOfUse");
    expect(decide(one, "validateSignatures", "termsOfUse")).toEqual({ allowed: true, next: "toGenerate" });
  });
});

test("FLOW-6 a collection that stopped can be launched again, cancelled, or the order cancelled", () => {
  const stopped = state({ status: "signing", collection: "stopped" });
  expect(decide(stopped, "launchSignatureCollection")).toEqual({ allowed: true, next: "signing" });
  expect(decide(stopped, "cancelSignatureCollection")).toEqual({ allowed: true, next: "toVerify" });
  expect(decide(stopped, "cancel")).toEqual({ allowed: true, next: "cancelled" });
});

test("FLOW-7 DETAIL-6 nothing leads out of a cancelled order", () => {
  const cancelled = state({ status: "cancelled" });
  const nexts = ORDER_OPERATIONS.map((operation) => decide(cancelled, operation)).flatMap((decision) =>
    decision.allowed ? [decision.next] : [],
  );
  expect(new Set(nexts)).toEqual(new Set(["cancelled"]));
});

test.each([
  ["incomplete", "created"],
  ["toVerify", "created"],
  ["signing", "created"],
  ["toValidate", "created"],
  ["toGenerate", "validated"],
  ["toDeliver", "generated"],
  ["delivered", "delivered"],
] as const)("FLOW-1 FLOW-2 the phase of %s is %s", (status, phase) => {
  expect(phaseOf(status)).toBe(phase);
});
