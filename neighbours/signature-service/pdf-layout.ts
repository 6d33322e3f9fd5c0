/**
 * What has to be known of a PDF to append signatures to it (ISO 32000-2 §7.5.6). Read once, when the document
 * comes; each signature then gives the next layout, so that signing never parses the file again.
 */
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRef } from "@cantoo/pdf-lib";
import { z } from "zod";

export const pdfLayoutSchema = z.object({
  /** One above the highest object number. */
  size: z.number().int(),
  /** Offset of the newest cross-reference section. */
  previous: z.number().int(),
  /** Cross-references are streams, not tables: an update keeps the kind (§7.5.8). */
  usesStreams: z.boolean(),
  /** Object numbers with generation, e.g. `3 0`. */
  root: z.string(),
  /** The catalog's entries but /AcroForm, in PDF syntax (one character a byte). */
  rootEntries: z.string(),
  /** Absent until a form is there; then an object of its own. */
  form: z.string().optional(),
  formEntries: z.string(),
  fields: z.array(z.string()),
  /** The last page, where signatures show: its entries but /Annots. */
  page: z.string(),
  pageEntries: z.string(),
  annotations: z.array(z.string()),
  /** Kept in every trailer. */
  info: z.string().optional(),
  /** Hexadecimal; the permanent half of /ID. */
  id: z.string().optional(),
});
export type PdfLayout = z.infer<typeof pdfLayoutSchema>;

/** Objects of another generation are those of files whose objects were freed and used again: nobody sends such. */
function refText(ref: PDFRef): string {
  if (ref.generationNumber !== 0) throw new Error("the PDF uses object generations");
  return `${ref.objectNumber} 0`;
}

/** The entries of a dictionary without some, in PDF syntax. */
function entriesWithout(dict: PDFDict, ...left: string[]): string {
  return dict
    .entries()
    .filter(([key]) => !left.includes(key.decodeText()))
    .map(([key, value]) => `${key} ${value}`)
    .join("\n");
}

function itemTexts(list: PDFObject | undefined): string[] {
  if (list === undefined) return [];
  if (!(list instanceof PDFArray)) throw new Error("a list of the PDF is not a list");
  return list.asArray().map(String);
}

function trailing(pdf: Uint8Array): { previous: number; usesStreams: boolean } {
  const tail = Buffer.from(pdf.subarray(-64)).toString("latin1");
  const match = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail);
  if (!match) throw new Error("the PDF does not end properly");
  const previous = Number(match[1]);
  return {
    previous,
    usesStreams: Buffer.from(pdf.subarray(previous, previous + 4)).toString("latin1") !== "xref",
  };
}

function readForm(
  form: PDFObject | undefined,
  given: PDFObject | undefined,
): Pick<PdfLayout, "form" | "formEntries" | "fields"> {
  if (!(form instanceof PDFDict)) return { formEntries: "", fields: [] };
  return {
    ...(given instanceof PDFRef ? { form: refText(given) } : {}),
    formEntries: entriesWithout(form, "Fields", "SigFlags"),
    fields: itemTexts(form.lookup(PDFName.of("Fields"))),
  };
}

/** Throws when the file is not a PDF that can be signed: unreadable, encrypted, without a page. */
export async function readPdfLayout(pdf: Uint8Array): Promise<PdfLayout> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context, catalog } = document;
  const page = document.getPages().at(-1);
  const { Root: root, Info: info, ID: id } = context.trailerInfo;
  if (!page || !(root instanceof PDFRef)) throw new Error("the PDF has no page");
  const permanent = id instanceof PDFArray ? id.get(0) : undefined;
  const acroForm = PDFName.of("AcroForm");
  return {
    ...trailing(pdf),
    size: context.largestObjectNumber + 1,
    root: refText(root),
    rootEntries: entriesWithout(catalog, "AcroForm"),
    ...readForm(catalog.lookup(acroForm), catalog.get(acroForm)),
    page: refText(page.ref),
    pageEntries: entriesWithout(page.node, "Annots"),
    annotations: itemTexts(page.node.lookup(PDFName.of("Annots"))),
    ...(info instanceof PDFRef ? { info: refText(info) } : {}),
    ...(permanent && "asBytes" in permanent ? { id: hex(permanent) } : {}),
  };
}

function hex(text: PDFObject): string {
  const bytes = (text as PDFObject & { asBytes(): Uint8Array }).asBytes();
  return Buffer.from(bytes).toString("hex");
}
