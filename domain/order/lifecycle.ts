/**
 * The state machine of an order (FLOW-1 to FLOW-8). Pure: given the order as it stands and an operation, it gives the
 * next status or the reason why not. Nothing else in the portal decides a status.
 */
import { z } from "zod";
import type { DocumentToSignKind } from "./document-to-sign.ts";
import type { OrderPhase, OrderProcess, OrderStatus } from "./order.ts";

/** What may be done to an order. The second half is done by the subscriber or by a neighbour's answer. */
export const ORDER_OPERATIONS = [
  "modifyInformation",
  "setIdentityDocument",
  "judgePiece",
  "addAttachment",
  "comment",
  "notify",
  "resendNotification",
  "declareIncomplete",
  "launchSignatureCollection",
  "cancelSignatureCollection",
  "remindSignatories",
  "validateSignatures",
  "validatePaperOrder",
  "retryIssuance",
  "generateHandoverReport",
  "deliver",
  "cancel",
  "uploadPiece",
  "submit",
  "recordCollectionProgress",
  "recordCollectionCompleted",
  "recordCollectionEnded",
  "recordCertificate",
  "recordIssuanceRejected",
] as const;
export const orderOperationSchema = z.enum(ORDER_OPERATIONS);
export type OrderOperation = z.infer<typeof orderOperationSchema>;

/** Why an operation is not possible now. The screens put it into words. */
export const BLOCKING_REASONS = [
  "notInThisStatus",
  "lockedByCollection",
  "lockedAfterValidation",
  "orderClosed",
  "orderCancelled",
  "notForPaper",
  "notForDigital",
  "missingPieces",
  "piecesNotJudged",
  "piecesNotCompliant",
  "identityDocumentMissing",
  "collectionStillOpen",
  "noCollectionToRemind",
  "signaturesNotAllValid",
  "alreadyValidated",
  "issuanceUnderWay",
  "issuanceNotFailed",
  "certificateGenerated",
  "mailNotFailed",
] as const;
export const blockingReasonSchema = z.enum(BLOCKING_REASONS);
export type BlockingReason = z.infer<typeof blockingReasonSchema>;

/** `open`: signatories are at work; `stopped`: refused, expired or failed, to be launched again. */
export type CollectionStanding = "none" | "open" | "completed" | "stopped" | "cancelled";

/** `requested`: waiting for its job; `underWay`: the authority may be issuing; `failed`: refused, to be tried again. */
export type IssuanceStanding = "none" | "requested" | "underWay" | "failed" | "issued";

/** One piece that is not compliant weighs more than one that nobody judged. */
export type VerdictStanding = "compliant" | "notJudged" | "nonCompliant";

/** What the rules need to know of an order. */
export type OrderState = {
  process: OrderProcess;
  status: OrderStatus;
  missingPieces: boolean;
  /** What operators found of the mandatory pieces that are there: all compliant, some not yet judged, or some not compliant. */
  verdicts: VerdictStanding;
  identityDocumentEntered: boolean;
  collection: CollectionStanding;
  issuance: IssuanceStanding;
  /** The documents to sign whose signatures no operator validated yet. */
  documentsToValidate: readonly DocumentToSignKind[];
};

export type Decision = { allowed: true; next: OrderStatus } | { allowed: false; reason: BlockingReason };

const refuse = (reason: BlockingReason): Decision => ({ allowed: false, reason });
const goTo = (next: OrderStatus): Decision => ({ allowed: true, next });

/** The reason that tells most about a status in which an operation has no place. */
function outOfTurn(state: OrderState): Decision {
  if (state.status === "cancelled") return refuse("orderCancelled");
  if (state.status === "delivered") return refuse("orderClosed");
  return refuse("notInThisStatus");
}

/** Data and pieces are open until the collection leaves, and again once it is cancelled (DETAIL-6). */
function whileEditable(state: OrderState): Decision {
  if (state.status === "incomplete" || state.status === "toVerify") return goTo(state.status);
  if (state.status === "signing") return refuse("lockedByCollection");
  if (state.status === "cancelled") return refuse("orderCancelled");
  if (state.status === "delivered") return refuse("orderClosed");
  return refuse("lockedAfterValidation");
}

/** `document`: the one that the operation is about, where it is about one. */
type Rule = (state: OrderState, document?: DocumentToSignKind) => Decision;

const digitalOnly =
  (rule: Rule): Rule =>
  (state, document) =>
    state.process === "paper" ? refuse("notForPaper") : rule(state, document);

const when =
  (status: OrderStatus, then: Rule): Rule =>
  (state, document) =>
    state.status === status ? then(state, document) : outOfTurn(state);

const notCancelled = (state: OrderState): Decision =>
  state.status === "cancelled" ? refuse("orderCancelled") : goTo(state.status);

function launch(state: OrderState): Decision {
  if (state.status === "signing" && state.collection !== "stopped") return refuse("collectionStillOpen");
  if (state.status !== "toVerify" && state.status !== "signing") return outOfTurn(state);
  if (state.missingPieces) return refuse("missingPieces");
  if (state.verdicts === "nonCompliant") return refuse("piecesNotCompliant");
  if (state.verdicts === "notJudged") return refuse("piecesNotJudged");
  if (!state.identityDocumentEntered) return refuse("identityDocumentMissing");
  return goTo("signing");
}

function cancel(state: OrderState): Decision {
  if (state.status === "cancelled") return refuse("orderCancelled");
  if (state.status === "toDeliver" || state.status === "delivered") return refuse("certificateGenerated");
  // The authority may be issuing at this very moment: cancelling now would leave a certificate nobody handles.
  if (state.issuance === "underWay") return refuse("issuanceUnderWay");
  return goTo("cancelled");
}

/** The last document validated sends the order on. Without a document: whether there is one left to validate at all. */
function validateDocument(
  { documentsToValidate: left }: OrderState,
  document?: DocumentToSignKind,
): Decision {
  if (document && !left.includes(document)) return refuse("alreadyValidated");
  return goTo(left.length <= 1 ? "toGenerate" : "toValidate");
}

const RULES: Record<OrderOperation, Rule> = {
  modifyInformation: whileEditable,
  setIdentityDocument: whileEditable,
  judgePiece: whileEditable,
  addAttachment: notCancelled,
  comment: (state) => goTo(state.status),
  notify: digitalOnly((state) => goTo(state.status)),
  resendNotification: digitalOnly((state) => goTo(state.status)),
  declareIncomplete: digitalOnly(when("toVerify", () => goTo("incomplete"))),
  launchSignatureCollection: digitalOnly(launch),
  cancelSignatureCollection: digitalOnly(when("signing", () => goTo("toVerify"))),
  remindSignatories: digitalOnly(
    when("signing", (state) =>
      state.collection === "open" ? goTo("signing") : refuse("noCollectionToRemind"),
    ),
  ),
  validateSignatures: digitalOnly(when("toValidate", validateDocument)),
  validatePaperOrder: (state) =>
    state.process === "digital"
      ? refuse("notForDigital")
      : when("incomplete", (paper) =>
          paper.identityDocumentEntered ? goTo("toGenerate") : refuse("identityDocumentMissing"),
        )(state),
  retryIssuance: when("toGenerate", (state) =>
    state.issuance === "failed" ? goTo("toGenerate") : refuse("issuanceNotFailed"),
  ),
  generateHandoverReport: when("toDeliver", () => goTo("toDeliver")),
  deliver: when("toDeliver", () => goTo("delivered")),
  cancel,
  uploadPiece: whileEditable,
  submit: digitalOnly(
    when("incomplete", (state) => (state.missingPieces ? refuse("missingPieces") : goTo("toVerify"))),
  ),
  recordCollectionProgress: digitalOnly(when("signing", () => goTo("signing"))),
  recordCollectionCompleted: digitalOnly(when("signing", () => goTo("toValidate"))),
  recordCollectionEnded: digitalOnly(when("signing", () => goTo("signing"))),
  recordCertificate: when("toGenerate", () => goTo("toDeliver")),
  recordIssuanceRejected: when("toGenerate", () => goTo("toGenerate")),
};

/**
 * Whether the operation is possible now: the status it leads to, or the reason why not (FLOW-3). `document`: the one whose
 * signatures are validated.
 */
export function decide(
  state: OrderState,
  operation: OrderOperation,
  document?: DocumentToSignKind,
): Decision {
  return RULES[operation](state, document);
}

/** The phase of a status, the same for both processes (FLOW-1, FLOW-2). A cancelled order goes nowhere: it shows as Créé. */
export function phaseOf(status: OrderStatus): OrderPhase {
  if (status === "toGenerate") return "validated";
  if (status === "toDeliver") return "generated";
  if (status === "delivered") return "delivered";
  return "created";
}
