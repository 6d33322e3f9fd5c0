/** What stands in a folder since a time, and what a process that died left there. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent } from "./durable-file.ts";

/** The names in a folder, if there is one, of what was last written before this time. */
export async function writtenBefore(
  folder: string,
  before: Date,
  isWanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of ((await ifPresent(readdir(folder))) ?? []).filter(isWanted)) {
    const written = await ifPresent(stat(join(folder, name)));
    if (written && written.mtime < before) found.push(name);
  }
  return found;
}

/** Removes it. Gives how much there was. */
export async function removeWrittenBefore(folder: string, before: Date): Promise<number> {
  const begun = await writtenBefore(folder, before);
  for (const name of begun) await rm(join(folder, name), { force: true });
  return begun.length;
}
