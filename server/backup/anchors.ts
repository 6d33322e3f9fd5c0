/** The journal's anchors in a backup: their names, of which each says the last entry of a moment (`journal/anchors.ts`). */
import { type Anchor, anchorFile, namedAnchors, readAnchorFile } from "../journal/anchors.ts";
import type { AnchorPlaces, AnchorStore } from "../ports/anchor-store.ts";
import type { Problem } from "./report.ts";

/** Where an installation has anchors, and the folder in which an earlier version had them. */
export type AnchorSources = { places: AnchorPlaces; dataDir: string };

/** What is anchored anywhere: the names, and with those of the old file all of them. A place that cannot be read is a problem. */
export async function readAllAnchors(
  { places: { store, copy }, dataDir }: AnchorSources,
  problems: Problem[],
): Promise<{ names: string[]; all: Anchor[] }> {
  const found = new Set<string>();
  for (const place of copy ? [store, copy] : [store]) {
    try {
      for (const name of await place.list()) found.add(name);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push({ kind: "anchors", place: place.address, why });
    }
  }
  const names = [...found].toSorted();
  return { names, all: [...(await readAnchorFile(anchorFile(dataDir))), ...namedAnchors(names)] };
}

/**
 * Puts back the last anchor of each day, so that the portal goes on from it: there is one for each minute, and all of them
 * stay in the backup.
 */
export async function putBackAnchors(store: AnchorStore, names: readonly string[]): Promise<void> {
  const lastOfDay = new Map(names.map((name) => [name.slice(0, 10), name]));
  for (const [day, name] of lastOfDay)
    for (const { id, hash } of namedAnchors([name])) await store.add(name, `${day} ${id} ${hash}\n`);
}
