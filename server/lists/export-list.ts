/** Exports a list as an Excel file, row by row from the database to the socket (EXPORT-1 to EXPORT-3). */
import type { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Operator } from "../../domain/access/actor.ts";
import { can } from "../../domain/access/permissions.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { type Database, inTransaction, type Transaction } from "../platform/database.ts";
import { forbidden, ProblemError } from "../platform/errors.ts";
import { type Streamable, streamRows } from "../platform/stream-rows.ts";
import { type Cell, type Column, writeWorkbook } from "../platform/xlsx/write-workbook.ts";
import type { Services } from "../ports/services.ts";

export type ExportColumn<Row> = Column & { value(row: Row): Cell };

export type ListToExport<Row> = {
  list: "orders" | "certificates";
  /** The name of the sheet; in lower case, of the file. */
  name: string;
  columns: readonly ExportColumn<Row>[];
  filter: Record<string, string | undefined>;
  count(): Promise<number>;
  rows(trx: Transaction): Streamable<Row>;
};

export type ExportedList = { fileName: string; total: number; content: Readable };

/** Each holds a connection for as long as its reader takes: the screens of the others need the rest of the pool. */
const MAX_AT_ONCE = 4;
const running = new WeakMap<Database, number>();

/** A reader that takes nothing for so long is gone, whatever its network says. */
const STALLED_AFTER_MS = 5 * 60_000;

const dayInParis = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short" });

/** Begins an export. Throws `forbidden` without the permission, `tooManyRequests` while too many are under way. */
export async function exportList<Row>(
  services: Services,
  operator: Operator,
  list: ListToExport<Row>,
): Promise<ExportedList> {
  if (!can(operator.roles, "exportLists")) throw forbidden();
  const total = await list.count();
  const release = takePlace(services.db);
  const now = services.clock.now();
  const content = writeWorkbook({
    columns: list.columns,
    rows: journalledRows(services, operator, list),
    sheetName: list.name,
    creator: "Portail AE",
    createdAt: now,
  }).once("close", release);
  return { fileName: `${list.name.toLowerCase()}-${dayInParis.format(now)}.xlsx`, total, content };
}

/** Answers with the file. `x-total-rows` lets a page show how far it is: the length in bytes is not known beforehand. */
export function sendExport(reply: FastifyReply, { fileName, total, content }: ExportedList): FastifyReply {
  reply.raw.setTimeout(STALLED_AFTER_MS, () => content.destroy());
  return reply
    .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    .header("content-disposition", `attachment; filename="${fileName}"`)
    .header("cache-control", "no-store")
    .header("x-content-type-options", "nosniff")
    .header("x-total-rows", total)
    .send(content);
}

function takePlace(db: Database): () => void {
  const taken = running.get(db) ?? 0;
  if (taken >= MAX_AT_ONCE) throw new ProblemError("tooManyRequests");
  running.set(db, taken + 1);
  return () => running.set(db, (running.get(db) ?? 1) - 1);
}

/**
 * The cells of the rows. When they end, or their reader stops, the journal says how many were given: an interrupted
 * download may have received fewer, never more. A complete file does not leave without its entry.
 */
async function* journalledRows<Row>(
  services: Services,
  operator: Operator,
  list: ListToExport<Row>,
): AsyncGenerator<Cell[]> {
  let rows = 0;
  try {
    for await (const row of streamRows(services.db, list.rows)) {
      rows += 1;
      yield list.columns.map((column) => column.value(row));
    }
  } finally {
    await recordExport(services, operator, list, rows);
  }
}

async function recordExport(
  services: Services,
  operator: Operator,
  { list, filter }: Pick<ListToExport<unknown>, "list" | "filter">,
  rows: number,
): Promise<void> {
  const used = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
  const event = { type: "listExported", list, rows, filter: JSON.stringify(used) } as const;
  try {
    await inTransaction(services.db, (trx) =>
      appendToJournal(trx, { at: services.clock.now(), actor: operator, orderNumber: null, event }),
    );
  } catch (error) {
    // Of an interrupted export nobody else would hear.
    services.log.error({ err: error, list, rows }, "an export was not journalled");
    throw error;
  }
}
