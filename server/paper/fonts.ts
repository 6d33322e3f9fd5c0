/** The fonts of the portal's PDFs. */
import { fontForPdf, parsedFont } from "../platform/parsed-font.ts";

const FILES = {
  regular: "DejaVuSansCondensed",
  bold: "DejaVuSansCondensed-Bold",
  mono: "DejaVuSansMono",
} as const;

/** Makes the fonts known to a document under their names. */
export function registerFonts(pdf: PDFKit.PDFDocument): void {
  for (const [name, file] of Object.entries(FILES)) pdf.registerFont(name, fontForPdf(file));
}

let drawable: ReadonlySet<number> | undefined;

/** Whether both weights of running text have a glyph for the character. */
export function canDraw(codePoint: number): boolean {
  drawable ??= drawableCharacters();
  return drawable.has(codePoint);
}

function drawableCharacters(): Set<number> {
  const bold = new Set(parsedFont(FILES.bold).characterSet);
  return new Set(parsedFont(FILES.regular).characterSet.filter((codePoint) => bold.has(codePoint)));
}
