/** The subscriber validated the order with every piece present: it is to verify. */
import { missingPieces } from "../../domain/order/supporting-document.ts";
import { enqueueStatusMail } from "../mail/status-mail.ts";
import { operate } from "../order/operate.ts";
import { loadOrder } from "../order/order-store.ts";
import { ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import type { OrderPortal } from "./intake-keys.ts";

/** Refused while a mandatory piece is missing (`missingPieces`, saying which). The declared addresses are told. */
export async function submitOrder(services: Services, portal: OrderPortal, number: number): Promise<void> {
  try {
    await operate(services, portal.actor, { number }, "submit", async ({ order, trx, next, at }) => {
      await enqueueStatusMail(services, trx, order, "toVerify", at);
      return { events: [{ type: "orderSubmitted", from: order.row.status, to: next }] };
    });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.details.reason !== "missingPieces") throw error;
    const order = await loadOrder(services.db, { kind: "everything" }, number);
    const present = (order?.pieces ?? []).map((piece) => piece.kind);
    throw new ProblemError("missingPieces", {
      missing: order ? missingPieces(order.row.information, present) : [],
    });
  }
}
