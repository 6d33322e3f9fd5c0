/** A subscriber uploads a piece; one of the same kind replaces the one before. */
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { insertPiece } from "../documents/piece-store.ts";
import type { ReceivedFile } from "../documents/receive-file.ts";
import { operate } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";
import type { OrderPortal } from "./intake-keys.ts";

/** Records a file already received. An operator who is looking at the order is told that it changed. */
export function uploadPiece(
  services: Services,
  portal: OrderPortal,
  number: number,
  kind: SupportingDocumentKind,
  file: ReceivedFile,
): Promise<void> {
  return operate(services, portal.actor, { number }, "uploadPiece", async ({ trx, at, order }) => {
    const by = `${order.row.given_name} ${order.row.family_name}`;
    await insertPiece(trx, { orderNumber: number, kind, file, by, at });
    const { fileName, sha256, size } = file;
    return { change: {}, events: [{ type: "pieceUploaded", kind, fileName, sha256, size }] };
  });
}
