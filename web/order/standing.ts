/** How the screens show an operation: from what the server says is allowed, and nothing else (ROLE-5). */
import type { BlockingReason } from "../../domain/order/lifecycle.ts";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import type { OperatorOperation } from "../../domain/order/order-policy.ts";

export type Standing = { kind: "allowed" } | { kind: "blocked"; reason: BlockingReason } | { kind: "hidden" };

/** Reasons that make an operation meaningless rather than blocked: showing it disabled would only be noise. */
const MEANINGLESS: ReadonlySet<BlockingReason> = new Set<BlockingReason>([
  "notInThisStatus",
  "orderClosed",
  "orderCancelled",
  "notForPaper",
  "notForDigital",
  "collectionStillOpen",
  "noCollectionToRemind",
  "issuanceNotFailed",
]);

/** Why an operation is not possible now, if it is not; `forbidden` when the roles do not grant it. */
export function blockOf(
  order: OrderDetail,
  operation: OperatorOperation,
): BlockingReason | "forbidden" | undefined {
  const entry = order.operations.find((candidate) => candidate.operation === operation);
  if (entry?.allowed) return undefined;
  return entry?.reason ?? "forbidden";
}

export function isAllowed(order: OrderDetail, operation: OperatorOperation): boolean {
  return blockOf(order, operation) === undefined;
}

/** Whether an operation has its place on the screen, and how. */
export function standingOf(order: OrderDetail, operation: OperatorOperation): Standing {
  const reason = blockOf(order, operation);
  if (!reason) return { kind: "allowed" };
  if (reason === "forbidden" || MEANINGLESS.has(reason)) return { kind: "hidden" };
  return { kind: "blocked", reason };
}
