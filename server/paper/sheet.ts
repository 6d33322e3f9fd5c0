/** The layout that the portal's documents share: A4, a header and a footer on each page, text that flows between. */
import PDFDocument from "pdfkit";
import { escapeMarkup } from "../../domain/markup/escape-markup.ts";
import { registerFonts } from "./fonts.ts";
import { french } from "./typography.ts";

export const PAGE = { width: 595.28, height: 841.89, left: 50, right: 545, top: 96, bottom: 62 } as const;
const WIDTH = PAGE.right - PAGE.left;
export const INK = "#15253c";
export const SOFT = "#52637a";
export const RULE = "#b9c5d4";
const SHADE = "#eef2f7";

export type SheetHead = {
  title: string;
  /** Who issues the document, top left. */
  issuer: string;
  /** Top right, one line each, e.g. `Commande N° 5144`. */
  reference: string[];
  /** The document's date: nothing in the file is newer, and the same data give the same bytes. */
  date: Date;
  /** Of paragraphs and lists, in points. */
  textSize?: number;
  /** To be kept for years: PDF/A-2b (ISO 19005-2), which says of itself all that is needed to show it. */
  archival?: boolean;
};

/** One row of a table: a label and what it says. */
export type Row = [label: string, value: string];

/** What pdfkit has and its types do not show: the writing of the XMP metadata, once the other objects are written. */
type MetadataInternals = { info: Record<string, unknown>; endMetadata(): void };

/** pdfkit puts the title and the author into its XML as they are: an authority named « Dupont & Fils » would break it. */
function escapeMetadata(pdf: PDFKit.PDFDocument): void {
  const internals = pdf as unknown as MetadataInternals;
  const write = internals.endMetadata.bind(internals);
  internals.endMetadata = () => {
    for (const [name, value] of Object.entries(internals.info))
      if (typeof value === "string") internals.info[name] = escapeMarkup(value);
    write();
  };
}

export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly #head: SheetHead;
  readonly #textSize: number;

  constructor(head: SheetHead) {
    this.#head = head;
    this.#textSize = head.textSize ?? 9;
    const [subject = ""] = head.reference;
    this.pdf = new PDFDocument({
      size: "A4",
      margins: { left: PAGE.left, right: PAGE.width - PAGE.right, top: PAGE.top, bottom: PAGE.bottom },
      bufferPages: true,
      font: "",
      lang: "fr-FR",
      pdfVersion: "1.7",
      displayTitle: true,
      autoFirstPage: false,
      ...(head.archival ? { subset: "PDF/A-2b" as const } : {}),
      // /ID is made of this, hence of the data alone.
      info: {
        Title: head.title,
        Author: head.issuer,
        Subject: subject,
        Creator: "Portail AE",
        Producer: "Portail AE",
        CreationDate: head.date,
        ModDate: head.date,
      },
    });
    if (head.archival) escapeMetadata(this.pdf);
    registerFonts(this.pdf);
    this.pdf.on("pageAdded", () => this.#drawHeader());
    this.pdf.addPage();
    this.#drawTitle();
  }

  /** Where the next line goes, from the top. */
  get y(): number {
    return this.pdf.y;
  }

  /** What is left of the page, down to its bottom margin. */
  get left(): number {
    return PAGE.height - PAGE.bottom - this.pdf.y;
  }

  space(points: number): this {
    this.pdf.y += points;
    return this;
  }

  /** Begins a new page unless this much is left of this one. */
  ensure(height: number): this {
    if (this.left < height) this.pdf.addPage();
    return this;
  }

  /** A heading never ends a page. */
  heading(text: string): this {
    this.space(9).ensure(48);
    this.pdf
      .font("bold")
      .fontSize(this.#textSize + 1)
      .fillColor(INK)
      .text(french(text), PAGE.left, this.y, { width: WIDTH });
    return this.space(3);
  }

  paragraph(text: string): this {
    this.pdf
      .font("regular")
      .fontSize(this.#textSize)
      .fillColor(INK)
      .text(french(text), PAGE.left, this.y, { width: WIDTH, lineGap: 2 });
    return this.space(4);
  }

  list(items: string[]): this {
    for (const item of items) {
      this.ensure(26);
      this.pdf.font("regular").fontSize(this.#textSize).fillColor(INK);
      const top = this.y;
      this.pdf.text("–", PAGE.left + 8, top, { lineBreak: false });
      this.pdf.text(french(item), PAGE.left + 20, top, { width: WIDTH - 20, lineGap: 2 });
      this.space(2);
    }
    return this.space(2);
  }

  /** A titled table of labels and values; a row never breaks over two pages. */
  table(title: string, rows: Row[], labelWidth = 150): this {
    const { pdf } = this;
    this.space(6).ensure(60);
    pdf.rect(PAGE.left, this.y, WIDTH, 17).fill(SHADE);
    pdf.font("bold").fontSize(9).fillColor(INK);
    pdf.text(french(title), PAGE.left + 7, this.y + 4, { width: WIDTH - 14, height: 12, ellipsis: true });
    pdf.y = Math.ceil(pdf.y) + 3;
    for (const row of rows) this.#row(row, labelWidth);
    return this.space(4);
  }

  #row([label, value]: Row, labelWidth: number): void {
    const { pdf } = this;
    const width = WIDTH - labelWidth - 21;
    const written = value === "" ? "–" : value;
    pdf.font("regular").fontSize(9);
    const height = Math.max(
      pdf.heightOfString(written, { width }),
      pdf.heightOfString(french(label), { width: labelWidth }),
    );
    this.ensure(height + 7);
    const top = this.y + 3;
    pdf.fillColor(SOFT).text(french(label), PAGE.left + 7, top, { width: labelWidth });
    pdf.fillColor(INK).text(written, PAGE.left + 14 + labelWidth, top, { width });
    pdf.y = top + height + 3;
    pdf.moveTo(PAGE.left, pdf.y).lineTo(PAGE.right, pdf.y).lineWidth(0.4).stroke(RULE);
  }

  /** Draws the footers and gives the file. */
  finish(): Promise<Uint8Array> {
    const { pdf } = this;
    const { count } = pdf.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      pdf.switchToPage(index);
      this.#drawFooter(index + 1, count);
    }
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    return new Promise((resolve, reject) => {
      pdf.on("error", reject);
      pdf.on("end", () => resolve(Buffer.concat(chunks)));
      pdf.end();
    });
  }

  #drawHeader(): void {
    const { pdf } = this;
    const { issuer, reference, title } = this.#head;
    const half = { width: WIDTH / 2, height: 11, ellipsis: true };
    pdf.font("bold").fontSize(9).fillColor(INK).text(french(issuer), PAGE.left, 36, half);
    pdf.font("regular").fontSize(8).fillColor(SOFT).text(french(title), PAGE.left, 49, half);
    reference.forEach((line, index) => {
      const at = { ...half, align: "right" as const };
      pdf.fillColor(SOFT).text(french(line), PAGE.left + WIDTH / 2, 36 + index * 12, at);
    });
    pdf.moveTo(PAGE.left, 76).lineTo(PAGE.right, 76).lineWidth(0.8).stroke(INK);
    pdf.x = PAGE.left;
    pdf.y = PAGE.top;
  }

  #drawTitle(): void {
    const { pdf } = this;
    pdf.font("bold").fontSize(16).fillColor(INK);
    pdf.text(french(this.#head.title), PAGE.left, PAGE.top, { width: WIDTH, align: "center" });
    this.space(8);
  }

  /** In the bottom margin, where pdfkit would begin a new page. */
  #drawFooter(page: number, count: number): void {
    const { pdf } = this;
    pdf.page.margins.bottom = 0;
    const y = PAGE.height - 40;
    pdf.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.4).stroke(RULE);
    pdf.font("regular").fontSize(7.5).fillColor(SOFT);
    pdf.text(french(this.#head.reference.join(" · ")), PAGE.left, y + 6, { lineBreak: false });
    const at = { width: WIDTH, align: "right" as const, lineBreak: false };
    pdf.text(`Page ${page}/${count}`, PAGE.left, y + 6, at);
  }
}
