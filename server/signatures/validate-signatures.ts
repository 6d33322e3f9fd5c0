/**
 * An operator validates the signatures of one document, in their own name (FLOW-5). Nothing else calls this: no code
 * path validates by itself. The last document validated sends the order on to its certificate.
 */
import type { Operator } from "../../domain/access/actor.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";
import { isFullySigned } from "../../domain/signatures/expected-signatories.ts";
import { requestIssuance } from "../certificates/request-issuance.ts";
import { operate, type Target } from "../order/operate.ts";
import { outOfTurn } from "../order/out-of-turn.ts";
import { makeBefore } from "../order/read-order.ts";
import type { Services } from "../ports/services.ts";
import { documentOf, expectedOn, reportOn } from "./document-report.ts";

/**
 * Validates one document. Refused when it was validated already, and while its signatures do not all hold unless the
 * operator says why they are accepted all the same: the history keeps that with what the report said.
 */
export async function validateSignatures(
  services: Services,
  operator: Operator,
  { number, version }: Target,
  { kind, reason }: { kind: DocumentToSignKind; reason?: string | undefined },
): Promise<void> {
  const target = { number, version, document: kind };
  // The validator and the publishers of revocation lists answer in their own time: nobody waits for the order meanwhile.
  const found = await makeBefore(services, operator, target, "validateSignatures", async (order) => {
    const report = await reportOn(services, order, kind);
    return { report, isDoubtful: !isFullySigned(report, expectedOn(order, kind)) };
  });
  await operate(services, operator, target, "validateSignatures", async ({ order, trx, next, at }) => {
    const document = documentOf(order, kind);
    const { report, isDoubtful } = found(order);
    if (!document.signed_sha256 || (isDoubtful && !reason))
      throw outOfTurn("signaturesNotAllValid", order.row.status);

    await trx
      .updateTable("document_to_sign")
      .set({ validated_by: operator.id, validated_at: at })
      .where("collection_id", "=", document.collection_id)
      .where("kind", "=", kind)
      .execute();
    const validated: JournalEvent = {
      type: "signaturesValidated",
      from: order.row.status,
      to: next,
      document: kind,
      sha256: document.signed_sha256,
      indication: report.indication,
      ...(isDoubtful && reason ? { reason } : {}),
    };
    const isLast = next === "toGenerate";
    const requested = isLast ? [await requestIssuance(services, trx, order.row.number, at)] : [];
    return { events: [validated, ...requested] };
  });
}
