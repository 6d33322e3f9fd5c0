/**
 * Writes an Excel workbook (.xlsx) as a stream: rows come in one by one, compressed bytes go out as fast as they are
 * taken, and memory does not grow with the rows (EXPORT-2).
 */
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import { type Cell, type Column, type RowSource, rowSource, worksheet } from "./sheet-xml.ts";
import { fixedParts, namingParts } from "./workbook-parts.ts";

export type { Cell, Column } from "./sheet-xml.ts";

/** What a worksheet can hold (Excel's specification and limits). */
const MAX_ROWS = 1_048_576;
/** Rows of XML repeat themselves: the next levels take a third more time for a tenth of the size. */
const COMPRESSION_LEVEL = 1;

export type Workbook = {
  columns: readonly Column[];
  /** Cells in the order of the columns. */
  rows: AsyncIterable<readonly Cell[]>;
  sheetName: string;
  creator?: string;
  createdAt?: Date;
  /** Rows of a sheet, header among them, before a further one begins. */
  maxRowsPerSheet?: number;
};

/**
 * The workbook's bytes. Nothing is given before the first row came, so that a source that fails at once can still be
 * told otherwise. Destroying the stream closes the source; an error of the source destroys the stream.
 */
export function writeWorkbook(workbook: Workbook): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream;
  const rows = workbook.rows[Symbol.asyncIterator]();
  let current: Readable | undefined;
  // One that comes before anybody listens must not end the process: the stream remembers it for whoever reads.
  output.on("error", () => undefined);
  zip.on("error", (error: Error) => output.destroy(error));
  output.once("close", () => {
    current?.destroy();
    // Harmless once the rows are over. Whoever took the file is gone: an error here is the source's own to report.
    Promise.resolve(rows.return?.()).catch(() => undefined);
  });

  const addSheet = async (source: RowSource, number: number) => {
    const maxRows = workbook.maxRowsPerSheet ?? MAX_ROWS;
    current = Readable.from(worksheet(workbook.columns, source, maxRows), { objectMode: false });
    zip.addReadStream(current, `xl/worksheets/sheet${number}.xml`, entryOptions(workbook));
    await finished(current);
  };
  writeAll(workbook, zip, rows, addSheet).catch((error: Error) => output.destroy(error));
  return output;
}

async function writeAll(
  workbook: Workbook,
  zip: ZipFile,
  rows: AsyncIterator<readonly Cell[]>,
  addSheet: (source: RowSource, number: number) => Promise<void>,
): Promise<void> {
  const add = ([path, xml]: [path: string, xml: string]) =>
    zip.addBuffer(Buffer.from(xml), path, entryOptions(workbook));
  const source = await rowSource(rows);
  if (zip.outputStream.destroyed) return;
  fixedParts({ creator: workbook.creator, createdAt: workbook.createdAt }).forEach(add);
  let sheets = 0;
  do {
    sheets += 1;
    await addSheet(source, sheets);
  } while (source.next);
  namingParts(workbook.sheetName, sheets).forEach(add);
  zip.end();
}

function entryOptions({ createdAt }: Workbook) {
  return { compressionLevel: COMPRESSION_LEVEL, ...(createdAt ? { mtime: createdAt } : {}) };
}
