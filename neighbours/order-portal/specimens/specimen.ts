import PDFDocument from "pdfkit";
import { fileURLToPath } from "node:url";
import type { SupportingDocumentKind } from "../../../domain/documents/supporting-document.ts";
import type { IntakeOrder } from "../../../domain/orders/intake-api.ts";
const FONT = fileURLToPath(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
export function specimenFor(kind: SupportingDocumentKind, order: IntakeOrder, _at: Date): Promise<{fileName: string; mediaType: string; content: Uint8Array}> {
  return new Promise((resolve) => {
    const pdf = new PDFDocument({ size: "A4" });
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve({ fileName: `${kind}.pdf`, mediaType: "application/pdf", content: Buffer.concat(chunks) }));
    pdf.font(FONT).fontSize(26).text(`SPECIMEN ${kind}`).fontSize(12).text(JSON.stringify(order.information, null, 1));
    pdf.end();
  });
}
