/** An operator notes the date of issue that stands on a proof of the organization (DETAIL-4). */
import type { Operator } from "../../domain/access/actor.ts";
import type { Day } from "../../domain/verification/day.ts";
import { operate, type Target } from "../order/operate.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";

/**
 * Puts the date on the file that is there now; null takes it away. Dating a piece is part of judging it: the same right, at
 * the same time. Throws `notFound` when the piece was replaced meanwhile, or is of a kind whose date nothing is compared with.
 */
export function setIssueDate(
  services: Services,
  operator: Operator,
  target: Target & { pieceId: number },
  issuedOn: Day | null,
): Promise<void> {
  return operate(services, operator, target, "judgePiece", async ({ order, trx }) => {
    const piece = order.pieces.find(({ id, kind }) => id === target.pieceId && kind === "organizationId");
    if (!piece) throw notFound();
    if (piece.issued_on === issuedOn) return { events: [] };
    await trx
      .updateTable("supporting_document")
      .set({ issued_on: issuedOn })
      .where("id", "=", piece.id)
      .execute();
    const { kind, sha256, issued_on: issuedFrom } = piece;
    return { change: {}, events: [{ type: "pieceDated", kind, sha256, issuedFrom, issuedOn }] };
  });
}
