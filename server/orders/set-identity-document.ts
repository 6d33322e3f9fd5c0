/** The operator enters what stands on the holder's identity document (DETAIL-4, manual §3.3.3.2). */
import { isDeepStrictEqual } from "node:util";
import type { Operator } from "../../domain/access/actor.ts";
import type { IdentityDocument } from "../../domain/order/order.ts";
import { operate, type Target } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";

/** Records what the operator read on the document; a date that is left out is none. */
export function setIdentityDocument(
  services: Services,
  operator: Operator,
  target: Target,
  entered: IdentityDocument,
): Promise<void> {
  const { type, number, issuedOn = null, expiresOn = null } = entered;
  const to = { type, number, issuedOn, expiresOn };
  return operate(services, operator, target, "setIdentityDocument", async ({ order: { row } }) => {
    const from =
      row.identity_document_type && row.identity_document_number
        ? {
            type: row.identity_document_type,
            number: row.identity_document_number,
            issuedOn: row.identity_document_issued_on,
            expiresOn: row.identity_document_expires_on,
          }
        : null;
    if (isDeepStrictEqual(from, to)) return { events: [] };
    return {
      change: { identityDocument: to },
      events: [{ type: "identityDocumentEntered", from, to }],
    };
  });
}
