import type { OrderStatus } from "../../domain/order/order.ts";
import type { Tone } from "../ui/StatusChip.tsx";

/** Blue waits for an operator, violet for somebody else, amber is stopped, green is done. */
export const STATUS_TONE: Record<OrderStatus, Tone> = {
  incomplete: "warn",
  toVerify: "info",
  signing: "busy",
  toValidate: "info",
  toGenerate: "busy",
  toDeliver: "info",
  delivered: "good",
  cancelled: "neutral",
};
