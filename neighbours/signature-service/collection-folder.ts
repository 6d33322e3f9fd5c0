/** Collections as older versions kept them: `<ref>/collection.json` and the PDFs beside it, `<index>-<version>.pdf`. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readIfPresent, setAside } from "../../server/platform/durable-file.ts";
import { collectionSchema } from "./collection.ts";
import type { CollectionStore } from "./collection-store.ts";

/** Their PDFs were found by their place. */
const keptSchema = z.looseObject({ documents: z.array(z.looseObject({ version: z.int() })) });

/**
 * Stores what the folder holds and the store does not, then gives the folder another name. Does nothing without one; what was
 * interrupted is taken up again. One process at a time.
 */
export async function takeOverCollections(store: CollectionStore, folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!entries) return;
  for (const entry of entries.filter((each) => each.isDirectory()))
    await takeOver(store, join(folder, entry.name));
  await setAside(folder);
}

async function takeOver(store: CollectionStore, folder: string): Promise<void> {
  const text = await readIfPresent(join(folder, "collection.json"));
  // A folder without its JSON is a creation that was interrupted: whoever wanted it asks again.
  if (!text) return;
  const kept = keptSchema.parse(JSON.parse(text.toString("utf8")));
  const documents = await Promise.all(
    kept.documents.map(async (document, index) => ({
      ...document,
      sha256: await store.keepPdf(await readFile(join(folder, `${index}-${document.version}.pdf`))),
    })),
  );
  await store.create(collectionSchema.parse({ ...kept, documents }));
}
