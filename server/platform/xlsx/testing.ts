/** Reads workbooks back: through an independent reader, and part by part as they stand in the package. */
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { inflateRawSync } from "node:zlib";
import readWorkbook from "read-excel-file/node";
import { type Cell, type Column, type Workbook, writeWorkbook } from "./write-workbook.ts";

export type ReadCell = string | number | boolean | Date | null;
export type ReadSheet = { sheet: string; data: ReadCell[][] };

/** The sheets with their rows; a date is the local time that the cell shows, as if it were UTC. */
export async function readBack(bytes: Buffer): Promise<ReadSheet[]> {
  return (await readWorkbook(bytes, { trim: false })) as unknown as ReadSheet[];
}

/** Columns of a kind each, titled A, B, … */
export function columnsOf(...kinds: Column["kind"][]): Column[] {
  return kinds.map((kind, index) => ({ title: String.fromCharCode(65 + index), width: 12, kind }));
}

/** A workbook of these rows, whole. */
export function workbookOf(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: Partial<Workbook> = {},
): Promise<Buffer> {
  return buffer(writeWorkbook({ columns, rows: oneByOne(rows), sheetName: "Feuille", ...options }));
}

async function* oneByOne<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** Lets what a stream set off go on until `condition` holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    if (tries > 500) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Takes something from the stream, then goes away without a word. */
export async function readALittle(stream: Readable): Promise<void> {
  await new Promise((resolve) => stream.once("data", resolve));
  stream.destroy();
}

const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;

/** Every part by its path, in the order of the package's directory (APPNOTE.TXT §4.3). */
export function partsOf(zip: Buffer): Map<string, string> {
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error("not a whole package");
  const parts = new Map<string, string>();
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === CENTRAL_HEADER; ) {
    const nameLength = zip.readUInt16LE(at + 28);
    const path = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    parts.set(path, inflateRawSync(content).toString("utf8"));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}
