/** The tabs of an order (DETAIL-2): the summary, one per piece, then one per document to sign. */

import type { DocumentToSign, OrderDetail, SupportingDocument } from "../../domain/order/order-detail.ts";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { SUPPORTING_DOCUMENT_KINDS } from "../../domain/order/supporting-document.ts";

export type OrderTab =
  | { id: "summary"; kind: "summary" }
  | { id: string; kind: "piece"; piece: SupportingDocumentKind; file: SupportingDocument | undefined }
  | { id: string; kind: "toSign"; document: DocumentToSign };

/** The tab of an uploaded piece: by its kind, attachments by their own number. */
export function pieceTabId(file: Pick<SupportingDocument, "kind" | "id">): string {
  return file.kind === "attachment" ? `attachment-${file.id}` : file.kind;
}

/** Whether a piece ought to be there and is not. */
export function isMissing(order: OrderDetail, kind: SupportingDocumentKind): boolean {
  return order.process === "digital" && order.missingPieces.includes(kind);
}

export function tabsOf(order: OrderDetail): OrderTab[] {
  const pieces = SUPPORTING_DOCUMENT_KINDS.filter((kind) => kind !== "attachment").flatMap(
    (kind): OrderTab[] => {
      const file = order.supportingDocuments.findLast((candidate) => candidate.kind === kind);
      // The holder's identity document is entered on its tab, even when the piece itself came on paper.
      const isExpected = file || order.missingPieces.includes(kind) || kind === "holderId";
      return isExpected ? [{ id: kind, kind: "piece", piece: kind, file }] : [];
    },
  );
  const attachments = order.supportingDocuments
    .filter(({ kind }) => kind === "attachment")
    .map((file): OrderTab => ({ id: pieceTabId(file), kind: "piece", piece: "attachment", file }));
  const toSign = order.documentsToSign.map(
    (document): OrderTab => ({ id: document.kind, kind: "toSign", document }),
  );
  return [{ id: "summary", kind: "summary" }, ...pieces, ...attachments, ...toSign];
}

/**
 * The tab to show for the one that the address names. An order may not have it, when one comes from another order: an
 * attachment then gives way to the first piece, anything else to the summary.
 */
export function currentTab(tabs: readonly OrderTab[], named: string): OrderTab | undefined {
  const found = tabs.find(({ id }) => id === named);
  if (found || !named.startsWith("attachment")) return found ?? tabs[0];
  return tabs.find((tab) => tab.kind === "piece" && tab.file) ?? tabs[0];
}
