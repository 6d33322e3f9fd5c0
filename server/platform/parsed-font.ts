/**
 * Fonts for PDFs, parsed once for the life of the process, which makes a document four times faster than parsing them for
 * each. Always embedded: the standard fonts of PDF know no « Ł ».
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";

/** A font as pdfkit's library fontkit knows it. */
export type ParsedFont = { characterSet: number[]; glyphForCodePoint(codePoint: number): unknown };

/** What pdfkit's `font` object holds and its types do not show. */
type Internals = { _font: { font: ParsedFont } };

/**
 * Layout tables are left out (renamed in the table directory, so that readers skip them): Latin text needs none, and
 * reading them takes most of the time. Without them a glyph also stands for one character, and text comes out of the
 * PDF as it went in.
 */
const LAYOUT_TABLES = ["GPOS", "GSUB", "GDEF", "kern"];

const parsed = new Map<string, ParsedFont>();

/** A font of DejaVu by the name of its file, `DejaVuSans`. */
export function parsedFont(name: string): ParsedFont {
  const font = parsed.get(name) ?? parse(name);
  parsed.set(name, font);
  return font;
}

/** The same for pdfkit, which takes a parsed font wherever it takes a font's bytes; its types know only the bytes. */
export const fontForPdf = (name: string): Buffer => parsedFont(name) as unknown as Buffer;

/**
 * A glyph that several characters share remembers the first that asked for it. All are asked for here, in one order,
 * so that no document's bytes depend on the documents made before it.
 */
function parse(name: string): ParsedFont {
  const probe = new PDFDocument({ font: "" });
  probe.font(withoutLayout(name));
  const { font } = (probe as unknown as Internals)._font;
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  return font;
}

function withoutLayout(name: string): Buffer {
  const font = readFileSync(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
  const tables = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + tables * 16; entry += 16)
    if (LAYOUT_TABLES.includes(font.toString("latin1", entry, entry + 4)))
      font.write("xxxx", entry, "latin1");
  return font;
}
