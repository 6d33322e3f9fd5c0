/**
 * Anchors of the journal (HISTORY-2): lines `at id hash` in a file beside the database, each naming the last entry of a
 * moment. Whoever cuts off the end of the journal and mends its head, or rewrites the whole chain, contradicts them.
 */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { appendDurably, readIfPresent } from "../platform/durable-file.ts";
import type { Services } from "../ports/services.ts";

type Anchor = { id: number; hash: string };

const LINE = /^\S+ ([1-9]\d{0,14}) ([0-9a-f]{64})$/;

/** The file of the anchors of this `DATA_DIR`. */
export function anchorFile(dataDir: string): string {
  return join(dataDir, "journal-anchors.log");
}

/** The anchors of a file, oldest first; none when there is no file. A line torn by a crash is no anchor. */
export async function readAnchors(path: string): Promise<Anchor[]> {
  return anchorsIn((await readIfPresent(path))?.toString("utf8") ?? "");
}

/**
 * Writes the journal's head as an anchor, unless it is the last one already. It is on the disk before this returns: an
 * anchor that a crash could take away would prove nothing.
 */
export async function anchorJournal({
  db,
  clock,
  config,
  log,
}: Pick<Services, "db" | "clock" | "config" | "log">): Promise<void> {
  const head = await db.selectFrom("journal_head").select(["id", "hash"]).executeTakeFirstOrThrow();
  if (head.id === 0) return;
  const path = anchorFile(config.dataDir);
  const end = await endOf(path);
  const last = anchorsIn(end).at(-1);
  if (last?.id === head.id && last.hash === head.hash) return;
  if (last && last.id >= head.id) {
    // It only grows: anchoring what is left would make the loss look like the truth.
    log.error(
      { anchored: last.id, head: head.id },
      "the journal is not what was anchored: run verify-journal",
    );
    return;
  }
  // A line torn by a crash must not swallow this one.
  const torn = end !== "" && !end.endsWith("\n");
  await appendDurably(path, `${torn ? "\n" : ""}${clock.now().toISOString()} ${head.id} ${head.hash}\n`);
}

function anchorsIn(text: string): Anchor[] {
  return text.split("\n").flatMap((line) => {
    const [, id, hash] = LINE.exec(line) ?? [];
    return id && hash ? [{ id: Number(id), hash }] : [];
  });
}

/** The last lines of a file that grows for years; none when there is no file. */
async function endOf(path: string): Promise<string> {
  const file = await open(path, "r").catch(absent);
  if (!file) return "";
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 1024);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}

function absent(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
