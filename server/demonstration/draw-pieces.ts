import { mandatoryPieces, type SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import type { DemonstrationOrder } from "../../neighbours/order-portal/demonstration/orders.ts";
import { type Specimen, specimenFor } from "../../neighbours/order-portal/specimens/specimen.ts";

export type DrawnPieces = { kind: SupportingDocumentKind; specimen: Specimen }[];

/** Draws the pieces that the subscriber of an order uploads at `at`, all at once: pictures are encoded on other threads. */
export function drawPieces({ reach, intake }: DemonstrationOrder, at: Date): Promise<DrawnPieces> {
  const kinds = mandatoryPieces(intake.information).filter(
    (kind) => reach !== "withPieces" || kind !== "paymentProof",
  );
  return Promise.all(kinds.map(async (kind) => ({ kind, specimen: await specimenFor(kind, intake, at) })));
}
