import type { SupportingDocumentKind } from "../../../domain/documents/supporting-document.ts";
import type { IntakeOrder } from "../../../domain/orders/intake-api.ts";
export async function specimenFor(kind: SupportingDocumentKind, _order: IntakeOrder, _at: Date) {
  return {
    fileName: `${kind}.pdf`,
    mediaType: "application/pdf",
    content: new Uint8Array(Buffer.from("%PDF-1.4\n%%EOF")),
  };
}
