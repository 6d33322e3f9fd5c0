/** One worksheet as XML, piece by piece (ECMA-376 Part 1, §18.3). */
import { textElement } from "./cell-text.ts";
import { serialDate } from "./serial-date.ts";
import { MAIN_NAMESPACE, STYLE, XML_DECLARATION } from "./workbook-parts.ts";

/** `null` leaves the cell empty. */
export type Cell = string | number | Date | null;
export type Column = {
  title: string;
  /** In characters. */
  width: number;
  kind: "text" | "date" | "integer";
};

/** About what a socket takes at once; shorter pieces cost more than they weigh. */
const PIECE_LENGTH = 65_536;

/** Rows taken one after the other, with the one to come known: whether a further sheet is needed shows only there. */
export type RowSource = {
  /** Undefined once there is none left. */
  readonly next: readonly Cell[] | undefined;
  advance(): Promise<void>;
};

/** Reads rows through an iterator that others may have to close. */
export async function rowSource(rows: AsyncIterator<readonly Cell[]>): Promise<RowSource> {
  const source = {
    next: undefined as readonly Cell[] | undefined,
    async advance() {
      const result = await rows.next();
      source.next = result.done ? undefined : result.value;
    },
  };
  await source.advance();
  return source;
}

/** The column's letters: A, B, … Z, AA, … */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A worksheet of at most `maxRows` rows, its header among them; rows beyond stay in the source. */
export async function* worksheet(
  columns: readonly Column[],
  rows: RowSource,
  maxRows: number,
): AsyncGenerator<Buffer> {
  const names = columns.map((_, index) => columnName(index));
  let count = 1;
  let piece = opening(columns) + headerRow(columns, names);
  for (let cells = rows.next; cells && count < maxRows; cells = rows.next) {
    count += 1;
    piece += rowXml(columns, names, count, cells);
    if (piece.length >= PIECE_LENGTH) {
      yield Buffer.from(piece);
      piece = "";
    }
    await rows.advance();
  }
  yield Buffer.from(piece + closing(names, count));
}

function opening(columns: readonly Column[]): string {
  const widths = columns.map(
    ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${XML_DECLARATION}<worksheet xmlns="${MAIN_NAMESPACE}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
    `<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>` +
    `<cols>${widths.join("")}</cols><sheetData>`
  );
}

function closing(names: readonly string[], count: number): string {
  return `</sheetData><autoFilter ref="A1:${names.at(-1) ?? "A"}${count}"/></worksheet>`;
}

function headerRow(columns: readonly Column[], names: readonly string[]): string {
  const cells = columns.map(({ title }, i) => textCell(`${names[i]}1`, STYLE.header, title));
  return `<row r="1">${cells.join("")}</row>`;
}

function rowXml(
  columns: readonly Column[],
  names: readonly string[],
  number: number,
  cells: readonly Cell[],
): string {
  let xml = `<row r="${number}">`;
  for (let i = 0; i < columns.length; i += 1) {
    const value = cells[i];
    if (value !== undefined && value !== null && value !== "")
      xml += cellXml(`${names[i]}${number}`, columns[i]?.kind, value);
  }
  return `${xml}</row>`;
}

/** What is not of its column's kind, or has no number there, is written as text: nothing is lost or guessed. */
function cellXml(reference: string, kind: Column["kind"] | undefined, value: string | number | Date): string {
  if (kind === "integer" && typeof value === "number" && Number.isSafeInteger(value))
    return `<c r="${reference}" s="${STYLE.integer}"><v>${value}</v></c>`;
  if (!(value instanceof Date)) return textCell(reference, STYLE.text, String(value));
  const serial = kind === "date" ? serialDate(value) : undefined;
  if (serial !== undefined) return `<c r="${reference}" s="${STYLE.date}"><v>${serial}</v></c>`;
  return Number.isNaN(value.getTime()) ? "" : textCell(reference, STYLE.text, value.toISOString());
}

/** An inline string: no reader ever takes it for a formula. */
function textCell(reference: string, style: number, value: string): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is>${textElement(value)}</is></c>`;
}
