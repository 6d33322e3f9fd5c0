/** Reads tables as `COPY` gives them, compressed, in parts of whole rows: memory holds a few rows of one table. */
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { Measure } from "../platform/content-address.ts";
import type { BackupPlace } from "../ports/backup-place.ts";
import type { DumpedTable, Part } from "./manifest.ts";
import { quoted, quotedName, type Table } from "./tables.ts";

/** Before compression. A store of objects takes five gigabytes at once, and a machine has so much room aside. */
const PART_BYTES = 256 * 1024 * 1024;
const END_OF_ROW = 0x0a;

/** The rows of a table, in the order of its key; columns are those given, in their order. */
export function readRows(client: pg.ClientBase, { columns, order, ...table }: Table): AsyncIterable<Buffer> {
  const list = columns.map(quoted).join(", ");
  return client.query(copyTo(`COPY (SELECT ${list} FROM ${quotedName(table)} ORDER BY ${order}) TO STDOUT`));
}

/** Counts rows as they pass: in the text format of `COPY` an end of line is the end of a row and stands nowhere else. */
export class CountedRows extends Measure {
  rows = 0;

  async *count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.pass(chunks)) {
      for (let at = chunk.indexOf(END_OF_ROW); at >= 0; at = chunk.indexOf(END_OF_ROW, at + 1))
        this.rows += 1;
      yield chunk;
    }
  }
}

/** Writes a table to `folder` of a place. */
export async function dumpTable(
  client: pg.ClientBase,
  table: Table,
  { place, folder, partBytes = PART_BYTES }: { place: BackupPlace; folder: string; partBytes?: number },
): Promise<DumpedTable> {
  const { schema, name, columns } = table;
  const counted = new CountedRows();
  const rows = new Cut(counted.count(readRows(client, table)));
  const parts: Part[] = [];
  while (await rows.hasMore()) {
    const file = `database/${schema}.${name}.${parts.length + 1}.copy.gz`;
    parts.push({ name: file, ...(await place.write(`${folder}/${file}`, gzipped(rows.take(partBytes)))) });
  }
  return { schema, name, columns, rows: counted.rows, sha256: counted.sha256(), parts };
}

/** What passes, compressed. */
export function gzipped(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return through(chunks, createGzip());
}

/** What passes, as it was before it was compressed. Fails when its end is missing. */
export function gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return through(chunks, createGunzip());
}

async function* through(chunks: AsyncIterable<Uint8Array>, transform: Transform): AsyncGenerator<Uint8Array> {
  const passing = pipeline(chunks, transform);
  // Told below, once what came before it is read.
  passing.catch(() => undefined);
  for await (const chunk of transform) yield chunk;
  await passing;
}

/** A stream of rows, of which one takes as much as one wants at a time. */
class Cut {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #next: Uint8Array | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (!this.#next?.length) {
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      this.#next = value;
    }
    return true;
  }

  /** So many bytes, and what is missing to the end of a row. */
  async *take(bytes: number): AsyncGenerator<Uint8Array> {
    for (let taken = 0; await this.hasMore(); ) {
      const chunk = this.#next ?? new Uint8Array();
      const end =
        taken + chunk.length < bytes ? -1 : chunk.indexOf(END_OF_ROW, Math.max(0, bytes - taken - 1));
      const here = end < 0 ? chunk : chunk.subarray(0, end + 1);
      this.#next = chunk.subarray(here.length);
      taken += here.length;
      yield here;
      if (end >= 0) return;
    }
  }
}
