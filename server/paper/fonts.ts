/**
 * The fonts of the portal's PDFs, always embedded: the standard fonts of PDF know no « Ł ». Each is read and parsed
 * once for the life of the process, which makes a document four times faster than parsing it for each.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";

/** What pdfkit's `font` object holds and its types do not show: the parsed font, of its library fontkit. */
type ParsedFont = { characterSet: number[]; glyphForCodePoint(codePoint: number): unknown };
type Internals = { _font: { font: ParsedFont } };

/**
 * Layout tables are left out (renamed in the table directory, so that readers skip them): Latin text needs none, and
 * reading them takes most of the time. Without them a glyph also stands for one character, and text comes out of the
 * PDF as it went in.
 */
const LAYOUT_TABLES = ["GPOS", "GSUB", "GDEF", "kern"];

function fontFile(name: string): Buffer {
  const font = readFileSync(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
  const tables = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + tables * 16; entry += 16)
    if (LAYOUT_TABLES.includes(font.toString("latin1", entry, entry + 4)))
      font.write("xxxx", entry, "latin1");
  return font;
}

/**
 * A glyph that several characters share remembers the first that asked for it. All are asked for here, in one order,
 * so that no document's bytes depend on the documents made before it.
 */
function parsedFont(name: string): Buffer {
  const probe = new PDFDocument({ font: "" });
  probe.font(fontFile(name));
  const { font } = (probe as unknown as Internals)._font;
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  // pdfkit takes a parsed font wherever it takes a font's bytes; its types know only the bytes.
  return font as unknown as Buffer;
}

const FILES = {
  regular: "DejaVuSansCondensed",
  bold: "DejaVuSansCondensed-Bold",
  mono: "DejaVuSansMono",
} as const;
export type FontName = keyof typeof FILES;

const parsed = new Map<FontName, Buffer>();

function fontOf(name: FontName): Buffer {
  const font = parsed.get(name) ?? parsedFont(FILES[name]);
  parsed.set(name, font);
  return font;
}

/** Makes the fonts known to a document under their names. */
export function registerFonts(pdf: PDFKit.PDFDocument): void {
  for (const name of Object.keys(FILES) as FontName[]) pdf.registerFont(name, fontOf(name));
}

let drawable: ReadonlySet<number> | undefined;

/** Whether both weights of running text have a glyph for the character. */
export function canDraw(codePoint: number): boolean {
  drawable ??= drawableCharacters();
  return drawable.has(codePoint);
}

function drawableCharacters(): Set<number> {
  const charactersOf = (name: FontName) => (fontOf(name) as unknown as ParsedFont).characterSet;
  const bold = new Set(charactersOf("bold"));
  return new Set(charactersOf("regular").filter((codePoint) => bold.has(codePoint)));
}
