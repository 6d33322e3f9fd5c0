/** Cross-reference tables and streams (ISO 32000-2 §7.5.4, §7.5.8), followed strictly from the end of the file. */
import { inflateSync } from "node:zlib";
import { Malformed, Undecidable } from "../reading/malformed.ts";
import type { Allowance } from "./allowance.ts";
import { PdfParser } from "./pdf-parser.ts";
import { entriesOf, integerOf, itemsOf, nameOf, type PdfStream, type PdfValue } from "./pdf-value.ts";

export type Entry =
  | { kind: "free" }
  | { kind: "offset"; offset: number; generation: number }
  | { kind: "compressed"; container: number; index: number };

export type Section = {
  /** Where it begins. */
  offset: number;
  /** Where it ends, after its trailer. */
  end: number;
  entries: Map<number, Entry>;
  trailer: Map<string, PdfValue>;
  previous: number | undefined;
};

const MAX_SECTIONS = 200;
/** Units of the allowance. */
const ENTRY = 2;
const MAX_INFLATED = 64 * 1024 * 1024;
const ENTRY_BYTES = 20;

/** Inflates and undoes the PNG predictor. Throws {@link Malformed}, also on bombs. */
export function decodeStream(stream: PdfStream): Uint8Array {
  const filter = stream.dict.entries.get("Filter");
  const single = filter?.type === "array" && filter.items.length === 1 ? filter.items[0] : filter;
  if (single === undefined) return stream.data;
  if (nameOf(single) !== "FlateDecode") throw new Malformed("unsupported stream filter");
  const given = stream.dict.entries.get("DecodeParms");
  const parameters = entriesOf(given?.type === "array" ? given.items[0] : given);
  let data: Uint8Array;
  try {
    data = inflateSync(stream.data, { maxOutputLength: MAX_INFLATED });
  } catch {
    throw new Malformed("stream could not be inflated");
  }
  const predictor = integerOf(parameters.get("Predictor")) ?? 1;
  return predictor < 10 ? data : undoPredictor(data, integerOf(parameters.get("Columns")) ?? 1);
}

/** PNG filters of rows of one-byte samples; those in use for cross-references are None, Sub and Up. */
function undoPredictor(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  if (columns < 1 || columns > 1000) throw new Malformed("bad predictor columns");
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const type = data[row * (columns + 1)] ?? 0;
    if (type > 2) throw new Malformed("unsupported predictor");
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = column > 0 ? (out[at - 1] ?? 0) : 0;
      const up = row > 0 ? (out[at - columns] ?? 0) : 0;
      out[at] = (data[row * (columns + 1) + 1 + column] ?? 0) + (type === 1 ? left : type === 2 ? up : 0);
    }
  }
  return out;
}

function readTableEntry(bytes: Uint8Array, at: number): Entry {
  const line = Buffer.from(bytes.subarray(at, at + ENTRY_BYTES)).toString("latin1");
  const match = /^(\d{10}) (\d{5}) ([nf])( \r| \n|\r\n)$/.exec(line);
  if (!match) throw new Malformed("bad cross-reference entry");
  if (match[3] === "f") return { kind: "free" };
  return { kind: "offset", offset: Number(match[1]), generation: Number(match[2]) };
}

function readTable(parser: PdfParser, offset: number, allowance: Allowance): Section {
  const entries = new Map<number, Entry>();
  while (!parser.keyword("trailer")) {
    const [first, count] = [parser.integer(), parser.integer()];
    parser.skipSpace();
    if (parser.position + count * ENTRY_BYTES > parser.end)
      throw new Malformed("cross-reference table too long");
    allowance.take(count * ENTRY);
    for (let i = 0; i < count; i++) {
      if (entries.has(first + i)) throw new Malformed("object twice in one cross-reference section");
      entries.set(first + i, readTableEntry(parser.bytes, parser.position + i * ENTRY_BYTES));
    }
    parser.position += count * ENTRY_BYTES;
  }
  const trailer = parser.value();
  if (trailer.type !== "dict") throw new Malformed("trailer is not a dictionary");
  // A hybrid file shows one thing to old readers and another to new ones (§7.5.8.4).
  if (trailer.entries.has("XRefStm")) throw new Undecidable("hybrid cross-reference");
  const previous = previousOf(trailer.entries);
  return { offset, end: parser.position, entries, trailer: trailer.entries, previous };
}

function previousOf(trailer: Map<string, PdfValue>): number | undefined {
  const given = trailer.get("Prev");
  const previous = integerOf(given);
  if (given && previous === undefined) throw new Malformed("bad /Prev");
  return previous;
}

function readStreamEntries(stream: PdfStream, allowance: Allowance): Map<number, Entry> {
  const dict = stream.dict.entries;
  const widths = itemsOf(dict.get("W")).map(integerOf);
  const [typeWidth = -1, secondWidth = -1, thirdWidth = -1] = widths;
  const row = typeWidth + secondWidth + thirdWidth;
  if (widths.length !== 3 || Math.min(typeWidth, secondWidth, thirdWidth) < 0 || row < 1 || row > 20)
    throw new Malformed("bad /W");
  const data = decodeStream(stream);
  const size = integerOf(dict.get("Size")) ?? 0;
  const index = dict.has("Index") ? itemsOf(dict.get("Index")).map(integerOf) : [0, size];
  const entries = new Map<number, Entry>();
  let at = 0;
  const field = (width: number) => {
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (data[at++] ?? 0);
    return value;
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = [index[pair], index[pair + 1]];
    if (at + count * row > data.length) throw new Malformed("cross-reference stream too short");
    allowance.take(count * ENTRY);
    for (let i = 0; i < count; i++) {
      const type = typeWidth === 0 ? 1 : field(typeWidth);
      const [second, third] = [field(secondWidth), field(thirdWidth)];
      if (entries.has(first + i)) throw new Malformed("object twice in one cross-reference section");
      if (type === 0) entries.set(first + i, { kind: "free" });
      if (type === 1) entries.set(first + i, { kind: "offset", offset: second, generation: third });
      if (type === 2) entries.set(first + i, { kind: "compressed", container: second, index: third });
    }
  }
  return entries;
}

function readStreamSection(
  bytes: Uint8Array,
  offset: number,
  parser: PdfParser,
  allowance: Allowance,
): Section {
  const head = { number: parser.integer(), generation: parser.integer() };
  const object = new PdfParser(bytes, offset, allowance);
  const stream = object.indirectObject(head, () => undefined);
  if (stream.type !== "stream" || nameOf(stream.dict.entries.get("Type")) !== "XRef")
    throw new Malformed("no cross-reference where the file says");
  const trailer = stream.dict.entries;
  const entries = readStreamEntries(stream, allowance);
  return { offset, end: object.position, entries, trailer, previous: previousOf(trailer) };
}

/** Ends of lines that some software counts to the section that follows them. */
const MAX_BLANKS = 4;

/** The section that begins at `offset`, or after the end of the line there: nothing else can stand in between. */
function readSection(bytes: Uint8Array, offset: number, allowance: Allowance): Section {
  let start = offset;
  while (start - offset < MAX_BLANKS && (bytes[start] === 0x0a || bytes[start] === 0x0d)) start += 1;
  const first = bytes[start];
  if (first !== 0x78 && (first === undefined || first < 48 || first > 57))
    throw new Malformed("no cross-reference where the file says");
  const parser = new PdfParser(bytes, start, allowance);
  return parser.keyword("xref")
    ? readTable(parser, offset, allowance)
    : readStreamSection(bytes, offset, parser, allowance);
}

/** Every section, newest first, by `/Prev`. */
export function readSections(bytes: Uint8Array, newest: number, allowance: Allowance): Section[] {
  const sections: Section[] = [];
  const seen = new Set<number>();
  for (let offset: number | undefined = newest; offset !== undefined; ) {
    if (seen.has(offset) || seen.size >= MAX_SECTIONS)
      throw new Malformed("cross-references loop or never end");
    seen.add(offset);
    const section = readSection(bytes, offset, allowance);
    sections.push(section);
    offset = section.previous;
  }
  return sections;
}

/**
 * The offset named by `startxref` at the end of `bytes`, which must end with `%%EOF` and at most one end of line:
 * how a revision ends (ISO 32000-2 §7.5.5). Throws {@link Malformed}.
 */
export function startOfCrossReference(bytes: Uint8Array): number {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 64))).toString("latin1");
  const match = /startxref(?:\r\n|\r|\n)(\d{1,10})(?:\r\n|\r|\n)%%EOF(?:\r\n|\r|\n)?$/.exec(tail);
  if (!match) throw new Malformed("does not end with startxref and %%EOF");
  return Number(match[1]);
}
