import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import type { DocumentToSignKind, SignatoryRole } from "../../../domain/documents/document-to-sign.ts";
import type { Medium, OrderInformation, OrderType } from "../../../domain/orders/order.ts";
import { DOCUMENT_TITLES } from "./document-titles.ts";

export type DocumentData = {
  orderNumber: number;
  portuId: number;
  date: Date;
  client: string;
  registrationAuthority: string;
  type: OrderType;
  medium: Medium;
  information: OrderInformation;
  signatories: SignatoryRole[];
};
const FONT = fileURLToPath(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
export function renderDocumentToSign(kind: DocumentToSignKind, data: DocumentData): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const pdf = new PDFDocument({ size: "A4", info: { CreationDate: data.date } });
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.font(FONT).fontSize(16).text(DOCUMENT_TITLES[kind]);
    pdf.fontSize(10).text(`Commande N° ${data.orderNumber}`);
    pdf.end();
  });
}
