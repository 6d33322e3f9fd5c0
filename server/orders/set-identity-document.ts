/** The operator enters the type and number of the holder's identity document (DETAIL-4, manual §3.3.3.2). */
import type { Operator } from "../../domain/access/actor.ts";
import type { IdentityDocument } from "../../domain/orders/order.ts";
import type { Services } from "../ports/services.ts";
import { operate, type Target } from "./operate.ts";

/** Records what the operator read on the document. */
export function setIdentityDocument(
  services: Services,
  operator: Operator,
  target: Target,
  identityDocument: IdentityDocument,
): Promise<void> {
  return operate(services, operator, target, "setIdentityDocument", async ({ order: { row } }) => {
    const { identity_document_type: type, identity_document_number: number } = row;
    const from = type && number ? { type, number } : null;
    if (from?.type === identityDocument.type && from.number === identityDocument.number)
      return { events: [] };
    return {
      change: { identityDocument },
      events: [{ type: "identityDocumentEntered", from, to: identityDocument }],
    };
  });
}
