/** Writes the pieces of an order. */
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import type { Transaction } from "../platform/database.ts";
import type { ReceivedFile } from "./receive-file.ts";

/** Adds a piece; one of the same kind is kept but replaced, except for attachments, of which there may be many. */
export async function insertPiece(
  trx: Transaction,
  piece: { orderNumber: number; kind: SupportingDocumentKind; file: ReceivedFile; by: string; at: Date },
): Promise<void> {
  if (piece.kind !== "attachment")
    await trx
      .updateTable("supporting_document")
      .set({ replaced_at: piece.at })
      .where("order_number", "=", piece.orderNumber)
      .where("kind", "=", piece.kind)
      .where("replaced_at", "is", null)
      .execute();
  await trx
    .insertInto("supporting_document")
    .values({
      order_number: piece.orderNumber,
      kind: piece.kind,
      file_name: piece.file.fileName,
      media_type: piece.file.mediaType,
      size: piece.file.size,
      sha256: piece.file.sha256,
      uploaded_at: piece.at,
      uploaded_by: piece.by,
    })
    .execute();
}
