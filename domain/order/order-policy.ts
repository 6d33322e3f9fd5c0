/** Which permission each operation of an operator needs (ROLE-1), and what may be done to an order now (ROLE-5). */
import { z } from "zod";
import type { Actor } from "../access/actor.ts";
import { can, type Permission, type Role } from "../access/permissions.ts";
import { blockingReasonSchema, decide, type OrderOperation, type OrderState } from "./lifecycle.ts";

/** The operations an operator performs; the others come from the subscriber or from a neighbour. */
export const OPERATOR_OPERATIONS = [
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
] as const satisfies readonly OrderOperation[];
export const operatorOperationSchema = z.enum(OPERATOR_OPERATIONS);
export type OperatorOperation = z.infer<typeof operatorOperationSchema>;

const PERMISSION_FOR: Record<OperatorOperation, Permission> = {
  modifyInformation: "modifyOrder",
  setIdentityDocument: "modifyOrder",
  judgePiece: "modifyOrder",
  addAttachment: "modifyOrder",
  comment: "modifyOrder",
  notify: "notify",
  resendNotification: "notify",
  // Declaring an order incomplete changes it: the right to notify is not enough (ROLE-3).
  declareIncomplete: "modifyOrder",
  launchSignatureCollection: "modifyOrder",
  cancelSignatureCollection: "modifyOrder",
  remindSignatories: "modifyOrder",
  validateSignatures: "modifyOrder",
  validatePaperOrder: "modifyOrder",
  retryIssuance: "modifyOrder",
  generateHandoverReport: "modifyOrder",
  deliver: "modifyOrder",
  cancel: "cancelOrder",
};

/** What an order portal does for the subscriber. */
export const SUBSCRIBER_OPERATIONS = ["uploadPiece", "submit"] as const satisfies readonly OrderOperation[];

/** What the portal does on a neighbour's answer. Validating is not among them: a person does it (FLOW-5). */
export const SYSTEM_OPERATIONS = [
  "recordCollectionProgress",
  "recordCollectionCompleted",
  "recordCollectionEnded",
  "recordCertificate",
  "recordIssuanceRejected",
] as const satisfies readonly OrderOperation[];

const includes = (operations: readonly OrderOperation[], operation: OrderOperation) =>
  operations.includes(operation);

function isOperatorOperation(operation: OrderOperation): operation is OperatorOperation {
  return includes(OPERATOR_OPERATIONS, operation);
}

/** Whether this actor may perform the operation at all, whatever state the order is in. */
export function mayPerform(
  actor: Pick<Actor, "kind"> & { roles?: readonly Role[] },
  operation: OrderOperation,
): boolean {
  if (actor.kind === "operator")
    return isOperatorOperation(operation) && can(actor.roles ?? [], PERMISSION_FOR[operation]);
  if (actor.kind === "subscriber") return includes(SUBSCRIBER_OPERATIONS, operation);
  return includes(SYSTEM_OPERATIONS, operation);
}

export const allowedOperationSchema = z.object({
  operation: operatorOperationSchema,
  allowed: z.boolean(),
  /** Why not: a rule of the order, or `forbidden` when the roles do not grant it. */
  reason: z.union([blockingReasonSchema, z.literal("forbidden")]).optional(),
});
export type AllowedOperation = z.infer<typeof allowedOperationSchema>;

/** Every operation of an operator with these roles on an order in this state, each with its reason when not allowed. */
export function operationsFor(roles: readonly Role[], state: OrderState): AllowedOperation[] {
  return OPERATOR_OPERATIONS.map((operation) => {
    if (!can(roles, PERMISSION_FOR[operation])) return { operation, allowed: false, reason: "forbidden" };
    const decision = decide(state, operation);
    return decision.allowed
      ? { operation, allowed: true }
      : { operation, allowed: false, reason: decision.reason };
  });
}
