/** Specimens on paper, as PDF: always the mark across the page. */
import PDFDocument from "pdfkit";
import { fontForPdf } from "../../../server/platform/parsed-font.ts";

export const LEFT = 56;
export const WIDTH = 595.28 - 2 * LEFT;

export class Paper {
  readonly pdf: PDFKit.PDFDocument;

  constructor(title: string, date: Date) {
    this.pdf = new PDFDocument({
      size: "A4",
      margins: { left: LEFT, right: LEFT, top: 50, bottom: 40 },
      font: "",
      lang: "fr-FR",
      pdfVersion: "1.7",
      info: {
        Title: title,
        Author: "Spécimen",
        Creator: "Spécimen",
        Producer: "Spécimen",
        CreationDate: date,
        ModDate: date,
      },
    });
    this.pdf.registerFont("regular", fontForPdf("DejaVuSansCondensed"));
    this.pdf.registerFont("bold", fontForPdf("DejaVuSansCondensed-Bold"));
  }

  /** A line, or as many as the text needs. */
  text(
    text: string,
    {
      bold = false,
      size = 9,
      color = "#16202b",
      align = "left" as "left" | "center" | "right",
      gap = 3,
    } = {},
  ): this {
    this.pdf
      .font(bold ? "bold" : "regular")
      .fontSize(size)
      .fillColor(color);
    this.pdf.text(text, LEFT, this.pdf.y, { width: WIDTH, align });
    return this.space(gap);
  }

  /** A grey bar with a title. */
  section(title: string): this {
    const { pdf } = this;
    const top = pdf.y + 8;
    pdf.rect(LEFT, top, WIDTH, 17).fill("#e6e9ed");
    pdf
      .font("bold")
      .fontSize(9)
      .fillColor("#16202b")
      .text(title, LEFT + 6, top + 4, { width: WIDTH - 12 });
    pdf.y = top + 23;
    return this;
  }

  row(label: string, value: string): this {
    const { pdf } = this;
    const top = pdf.y;
    const valueWidth = WIDTH - 200;
    pdf
      .font("regular")
      .fontSize(9)
      .fillColor("#4c5a68")
      .text(label, LEFT + 6, top, { width: 185 });
    const below = pdf.y;
    pdf.fillColor("#16202b").text(value, LEFT + 200, top, { width: valueWidth });
    pdf.y = Math.max(below, pdf.y) + 3;
    return this;
  }

  space(points: number): this {
    this.pdf.y += points;
    return this;
  }

  /** Marks the page and gives the file. */
  finish(): Promise<Uint8Array> {
    const { pdf } = this;
    pdf.page.margins.bottom = 0;
    pdf
      .save()
      .rotate(-48, { origin: [298, 421] })
      .fillOpacity(0.1);
    pdf.font("bold").fontSize(104).fillColor("#be1e2d");
    pdf.text("SPÉCIMEN", 0, 360, { width: 595, align: "center", lineBreak: false }).restore();
    pdf.fillOpacity(1).font("bold").fontSize(8).fillColor("#b3202e");
    pdf.text("SPÉCIMEN – document fictif, sans valeur", LEFT, 24, { width: WIDTH, align: "right" });
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    return new Promise((resolve, reject) => {
      pdf.on("error", reject);
      pdf.on("end", () => resolve(Buffer.concat(chunks)));
      pdf.end();
    });
  }
}
