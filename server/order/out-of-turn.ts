import type { BlockingReason } from "../../domain/order/lifecycle.ts";
import type { OrderStatus } from "../../domain/order/order.ts";
import { ProblemError } from "../platform/errors.ts";

/** An operation that the order's state does not allow (FLOW-3): it says why, and what state the order is in. */
export function outOfTurn(reason: BlockingReason, orderStatus: OrderStatus): ProblemError {
  return new ProblemError("outOfTurn", { reason, orderStatus });
}
