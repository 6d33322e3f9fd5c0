/**
 * Anchors of the journal (HISTORY-2): each names the last entry of a moment, and is kept outside of the database. Whoever
 * cuts off the end of the journal and mends its head, or rewrites the whole chain, contradicts them. The name of an anchor
 * says all that counts, `day/id-hash`, so that one listing reads thousands, and several processes may add the same one.
 */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent, readIfPresent } from "../platform/durable-file.ts";
import type { AnchorStore } from "../ports/anchor-store.ts";
import type { Services } from "../ports/services.ts";

export type Anchor = { id: number; hash: string };

const LINE = /^\S+ ([1-9]\d{0,14}) ([0-9a-f]{64})$/;
const NAME = /^\d{4}-\d\d-\d\d\/(\d{15})-([0-9a-f]{64})$/;
const ID_DIGITS = 15;
const DAY = 86_400_000;

/** Where a `DATA_DIR` had its anchors, as lines `at id hash`, before they were kept with the files. */
export function anchorFile(dataDir: string): string {
  return join(dataDir, "journal-anchors.log");
}

/** The anchors of such a file, oldest first; none when there is no file. A line torn by a crash is no anchor. */
export async function readAnchorFile(path: string): Promise<Anchor[]> {
  return anchorsIn((await readIfPresent(path))?.toString("utf8") ?? "");
}

/** The anchors of a place, oldest first. */
export async function readAnchors(store: AnchorStore): Promise<Anchor[]> {
  return namedAnchors(await store.list());
}

type Anchoring = Pick<Services, "db" | "clock" | "config" | "log" | "anchors">;

/**
 * Adds the journal's head as an anchor, unless it is the last one already, then copies to the place off the host what is
 * missing there. Each is kept for good before this returns: an anchor that a crash could take away would prove nothing.
 */
export async function anchorJournal(services: Anchoring): Promise<void> {
  const { store, copy } = services.anchors;
  // What cannot be kept here is no reason not to copy what is.
  const steps = [() => anchorHead(services), ...(copy ? [() => copyMissing(store, copy)] : [])];
  const failed: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}

async function anchorHead({ db, clock, config, log, anchors: { store } }: Anchoring): Promise<void> {
  // Before the head: whatever another process anchors meanwhile is not behind it.
  const last = await lastAnchor(store, anchorFile(config.dataDir));
  const head = await db.selectFrom("journal_head").select(["id", "hash"]).executeTakeFirstOrThrow();
  if (last?.id === head.id && last.hash === head.hash) return;
  if (last && last.id >= head.id) {
    // It only grows: anchoring what is left would make the loss look like the truth.
    log.error(
      { anchored: last.id, head: head.id },
      "the journal is not what was anchored: run verify-journal",
    );
    return;
  }
  if (head.id === 0) return;
  const at = clock.now().toISOString();
  const name = `${dayOf(at)}/${String(head.id).padStart(ID_DIGITS, "0")}-${head.hash}`;
  await store.add(name, `${at} ${head.id} ${head.hash}\n`);
}

/** Of the last day that has any, or of the file of before. */
async function lastAnchor(store: AnchorStore, oldFile: string): Promise<Anchor | undefined> {
  const day = (await store.days()).at(-1);
  const ofTheStore = day ? namedAnchors(await store.list(day)) : [];
  const ofTheFile = anchorsIn(await endOf(oldFile)).slice(-1);
  return [...ofTheFile, ...ofTheStore].toSorted((one, other) => one.id - other.id).at(-1);
}

/**
 * Oldest first, so that all before the last day of the copy is there. The day before that one is looked at again: about
 * midnight another process may still write to it.
 */
async function copyMissing(store: AnchorStore, copy: AnchorStore): Promise<void> {
  const lastDay = (await copy.days()).at(-1);
  const from = lastDay ? dayOf(new Date(Date.parse(lastDay) - DAY).toISOString()) : "";
  for (const day of (await store.days()).filter((each) => each >= from)) {
    const there = new Set(await copy.list(day));
    for (const name of (await store.list(day)).filter((each) => !there.has(each)))
      await copy.add(name, await store.read(name));
  }
}

const dayOf = (at: string) => at.slice(0, 10);

/** The anchors of these names. */
export function namedAnchors(names: readonly string[]): Anchor[] {
  return names.flatMap((name) => anchorOf(NAME.exec(name)));
}

function anchorsIn(text: string): Anchor[] {
  return text.split("\n").flatMap((line) => anchorOf(LINE.exec(line)));
}

function anchorOf(match: RegExpExecArray | null): Anchor[] {
  const [, id, hash] = match ?? [];
  return id && hash ? [{ id: Number(id), hash }] : [];
}

/** The last lines of a file that grew for years; none when there is no file. */
async function endOf(path: string): Promise<string> {
  const file = await ifPresent(open(path, "r"));
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
