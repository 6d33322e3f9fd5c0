/** Which file a person asks for, within their perimeter; opening an identity document is journalled (HISTORY-2). */
import type { Operator } from "../../domain/access/actor.ts";
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";
import { isIdentityDocument } from "../../domain/order/supporting-document.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { readOrder } from "../order/read-order.ts";
import { DOCUMENT_TITLES } from "../paper/document-titles.ts";
import { inTransaction } from "../platform/database.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { documentOf } from "../signatures/document-report.ts";
import type { FileToSend } from "./send-file.ts";

/** A supporting document of an order. Throws `notFound`. */
export async function readSupportingDocument(
  services: Services,
  operator: Operator,
  { number, id }: { number: number; id: number },
): Promise<FileToSend> {
  const order = await readOrder(services, operator, number);
  const piece = order.pieces.find((candidate) => candidate.id === id);
  if (!piece) throw notFound();
  if (isIdentityDocument(piece.kind))
    await inTransaction(services.db, (trx) =>
      appendToJournal(trx, {
        at: services.clock.now(),
        actor: operator,
        orderNumber: number,
        event: { type: "identityDocumentRead", kind: piece.kind, fileName: piece.file_name },
      }),
    );
  return { sha256: piece.sha256, size: piece.size, mediaType: piece.media_type, fileName: piece.file_name };
}

/** A document to sign, with the signatures it has. Throws `notFound`. */
export async function readDocumentToSign(
  services: Services,
  operator: Operator,
  { number, kind }: { number: number; kind: DocumentToSignKind },
): Promise<FileToSend> {
  const order = await readOrder(services, operator, number);
  const document = documentOf(order, kind);
  return {
    sha256: document.signed_sha256 ?? document.sent_sha256,
    mediaType: "application/pdf",
    fileName: `${DOCUMENT_TITLES[kind]} - ${number}.pdf`,
  };
}
