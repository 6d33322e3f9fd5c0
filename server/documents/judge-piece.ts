/** An operator says what they found of a piece: compliant, or not and why (DETAIL-4). */
import type { Operator } from "../../domain/access/actor.ts";
import { nonComplianceReasons, type Verdict } from "../../domain/order/verdict.ts";
import { operate, type Target } from "../order/operate.ts";
import { notFound, ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";

/**
 * Puts the verdict on the file that is there now, in the operator's name. Throws `notFound` when the piece was replaced
 * meanwhile: a verdict never falls on a file that nobody looked at; `invalidRequest` when the reason is none of its kind.
 */
export function judgePiece(
  services: Services,
  operator: Operator,
  target: Target & { pieceId: number },
  verdict: Verdict,
): Promise<void> {
  return operate(services, operator, target, "judgePiece", async ({ order, trx, at }) => {
    const piece = order.pieces.find(({ id }) => id === target.pieceId);
    if (!piece) throw notFound();
    const { outcome } = verdict;
    const [reason, remark] =
      outcome === "nonCompliant" ? [verdict.reason, verdict.remark ?? null] : [null, null];
    if (reason && !nonComplianceReasons(piece.kind).includes(reason))
      throw new ProblemError("invalidRequest", { fields: [{ field: "verdict.reason", code: "invalid" }] });
    if (piece.verdict === outcome && piece.verdict_reason === reason && piece.verdict_remark === remark)
      return { events: [] };
    await trx
      .updateTable("supporting_document")
      .set({
        verdict: outcome,
        verdict_reason: reason,
        verdict_remark: remark,
        judged_by: operator.id,
        judged_at: at,
      })
      .where("id", "=", piece.id)
      .execute();
    const { kind, file_name: fileName, sha256 } = piece;
    return {
      // Nothing in the order's own row; its version moves on, so that whoever saw other verdicts is told.
      change: {},
      events: [{ type: "pieceJudged", kind, fileName, sha256, from: piece.verdict, outcome, reason, remark }],
    };
  });
}
