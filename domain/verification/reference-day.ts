/** The days with which the dates of the pieces are compared. */
import type { OrderProcess, OrderStatus } from "../order/order.ts";
import type { Reference } from "./check.ts";
import { dayInParis } from "./day.ts";

export type OrderTimes = {
  process: OrderProcess;
  status: OrderStatus;
  createdAt: Date;
  /** When the subscriber last sent the order; a paper order is never sent. */
  submittedAt: Date | undefined;
};

/** The day on which a proof of the organization must be recent: when the order was sent, and until then today. */
export function dayOfSubmission({ process, createdAt, submittedAt }: OrderTimes, now: Date): Reference {
  if (submittedAt) return { on: dayInParis(submittedAt), of: "submission" };
  if (process === "paper") return { on: dayInParis(createdAt), of: "creation" };
  return { on: dayInParis(now), of: "today" };
}

/**
 * The day on which an identity document must not be expired: today while the pieces are being verified, so that one which
 * expired in between is seen; afterwards the day of submission, so that old orders do not turn red by themselves.
 */
export function dayOfVerification(order: OrderTimes, now: Date): Reference {
  const isOpen = order.status === "incomplete" || order.status === "toVerify";
  return isOpen ? { on: dayInParis(now), of: "today" } : dayOfSubmission(order, now);
}
